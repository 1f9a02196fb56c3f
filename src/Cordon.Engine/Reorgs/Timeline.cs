using System.Runtime.InteropServices;
using Cordon.Domain.Blocks;
using Cordon.Ethereum;

namespace Cordon.Engine.Reorgs;

/// <summary>The last blocks of one chain with the state after each,
/// so that a reorganisation can return to one.</summary>
/// <remarks>Holds at most <paramref name="depthMax"/> blocks; placing a block costs O(depthMax).</remarks>
internal sealed class Timeline(EngineState initial, int depthMax, Continuity continuity)
{
    private readonly List<TimelineEntry> _entries = new(depthMax);
    private EngineState _before = initial; // the state before the oldest remembered block
    private bool _isAnchored; // restored: what was before the oldest remembered block is not known

    /// <summary>The latest blocks, oldest first.</summary>
    public ReadOnlySpan<TimelineEntry> Latest(int count) => CollectionsMarshal.AsSpan(_entries)[^count..];

    /// <summary>The oldest state that a reorganisation can return to.</summary>
    public EngineState Oldest => _before;

    /// <summary>The state before the latest <paramref name="count"/> blocks; with 0 that after the tip.</summary>
    public EngineState StateBefore(int count) => _entries.Count == count ? _before : _entries[^(count + 1)].State;

    /// <summary>How many block numbers were jumped over.</summary>
    public long Gaps { get; private set; }

    /// <summary>Finds the place of a block: how many of the latest blocks it replaces.</summary>
    /// <exception cref="BlockFormatException">The block is not where a chain or a recording could have it.</exception>
    /// <exception cref="ReorgTooDeepException">It builds on a block older than those remembered.</exception>
    public int Place(in BlockLink link, string origin)
    {
        RejectRepetition(link, origin);
        if (continuity == Continuity.Chain && link.Hash.IsZero)
            throw Misplaced(origin, "block.hash", "missing: a chain that is followed needs every block's hash");

        // A partial block has no place that could be checked; hashed ones are checked against each other.
        int tip = link.Hash.IsZero ? -1 : LastHashed();
        if (tip < 0) return 0;

        BlockLink latest = _entries[tip].Link;
        if (link.Number > latest.Number) return Extend(link, latest, origin);

        int parent = ParentOf(link);
        return parent >= -1 ? _entries.Count - 1 - parent : throw Unplaceable(link, latest, origin);
    }

    /// <summary>Forgets the latest blocks.</summary>
    public void Drop(int count) => _entries.RemoveRange(_entries.Count - count, count);

    /// <summary>Takes up an earlier run: its blocks, oldest first. The oldest can't be replaced any more.</summary>
    public void Restore(IEnumerable<TimelineEntry> entries)
    {
        foreach (TimelineEntry entry in entries) Push(entry);
        _isAnchored = true;
    }

    public void Push(in TimelineEntry entry)
    {
        if (_entries.Count == depthMax)
        {
            _before = _entries[0].State;
            _isAnchored = false;
            _entries.RemoveAt(0);
        }

        _entries.Add(entry);
    }

    private int Extend(in BlockLink link, in BlockLink latest, string origin)
    {
        if (link.Number == latest.Number + 1)
        {
            if (link.ParentHash.IsZero || link.ParentHash == latest.Hash) return 0;
            throw Misplaced(origin, "block.parentHash",
                $"{link.ParentHash} does not fit: block {latest.Number} before it has the hash {latest.Hash}");
        }

        if (continuity == Continuity.Chain)
        {
            throw Misplaced(origin, "block.number",
                $"{link.Number} follows {latest.Number}: {link.Number - latest.Number - 1} blocks are missing between");
        }

        Gaps++;
        return 0;
    }

    private void RejectRepetition(in BlockLink link, string origin)
    {
        if (link.Hash.IsZero) return;
        foreach (TimelineEntry entry in _entries)
        {
            if (entry.Link.Hash == link.Hash)
                throw Misplaced(origin, "block.number", $"block {link.Number} ({link.Hash}) appears twice");
        }
    }

    private int LastHashed()
    {
        int index = _entries.Count - 1;
        while (index >= 0 && _entries[index].Link.Hash.IsZero) index--;
        return index;
    }

    // The index of the parent, -1 for the block before the oldest remembered one, -2 where it is unknown.
    private int ParentOf(in BlockLink link)
    {
        Hash256 parentHash = link.ParentHash;
        if (parentHash.IsZero) return -2;
        int index = _entries.FindLastIndex(entry => entry.Link.Hash == parentHash);
        if (index >= 0) return _entries[index].Link.Number + 1 == link.Number ? index : -2;
        BlockLink oldest = _entries[0].Link;
        return !_isAnchored && oldest.Number == link.Number && oldest.ParentHash == parentHash ? -1 : -2;
    }

    private Exception Unplaceable(in BlockLink link, in BlockLink latest, string origin)
    {
        if (continuity == Continuity.Chain)
            return new ReorgTooDeepException(origin, link.Number, latest.Number, depthMax);
        return Misplaced(origin, "block.number",
            $"{link.Number} comes after {latest.Number} and its parent {Text(link.ParentHash)} is none of the blocks "
            + "before: give recordings in ascending order, each block once");
    }

    private static string Text(Hash256 hash) => hash.IsZero ? "(not recorded)" : hash.ToString();

    private static BlockFormatException Misplaced(string origin, string path, string problem) =>
        new(origin, -1, path, problem);
}
