using System.Collections.Immutable;
using Cordon.Domain.Incidents;
using Cordon.Domain.Signals;
using Cordon.Engine.Correlation;
using Cordon.Engine.Reorgs;
using Cordon.Ethereum;

namespace Cordon.Node.Incidents;

/// <summary>What the node found besides the scan of blocks, correlated: pending transactions, invariants, its own
/// blindness. Not for several threads at once.</summary>
/// <remarks>Remembers the signals themselves, so that those of a block that was reorganised away can be left out and
/// the rest correlated anew.</remarks>
internal sealed class OwnSignals(Correlator correlator, ulong windowBlocks)
{
    private const int EntriesMax = 8_192;

    private readonly List<Entry> _entries = [];

    /// <summary>The incidents that can still grow.</summary>
    public IncidentBook Book { get; private set; } = IncidentBook.Empty;

    /// <summary>Adds signals.</summary>
    /// <param name="link">Their block; of zero hash where they are about no block, and outlive every reorganisation.
    /// </param>
    /// <param name="sender">Of the transaction they are about, null without one.</param>
    /// <returns>The incidents they opened, changed or merged.</returns>
    public IReadOnlyList<Incident> Add(
        BlockLink link, ulong timestamp, IReadOnlyList<Signal> signals, Address? sender)
    {
        if (signals.Count == 0) return [];
        var entry = new Entry(link, timestamp, [.. signals], sender);
        _entries.Add(entry);
        if (_entries.Count > EntriesMax) _entries.RemoveRange(0, EntriesMax / 4);
        return Advance(entry);
    }

    /// <summary>Takes the signals of dropped blocks back, and forgets those too old to matter.</summary>
    /// <returns>What was taken back, marked as retracted.</returns>
    public IReadOnlyList<Signal> Drop(IReadOnlyList<BlockLink> dropped)
    {
        Entry[] gone = [.. _entries.Where(entry => !entry.Link.Hash.IsZero && dropped.Any(block =>
            block.Hash == entry.Link.Hash))];
        if (gone.Length == 0) return [];
        _entries.RemoveAll(gone.Contains);
        Book = IncidentBook.Empty;
        foreach (Entry entry in _entries) Advance(entry);
        return [.. gone.SelectMany(entry => entry.Signals).Select(signal => signal with { Retracted = true })];
    }

    /// <summary>Takes back what was said of something that is there again.</summary>
    public void Withdraw(Func<Signal, bool> isOver)
    {
        if (_entries.RemoveAll(entry => entry.Signals.All(isOver)) == 0) return;
        Book = IncidentBook.Empty;
        foreach (Entry entry in _entries) Advance(entry);
    }

    /// <summary>Whether one of the transactions was told of before it was in a block.</summary>
    public bool HasPending(ImmutableArray<Hash256> transactions) => _entries.Exists(entry => entry.Link.Hash.IsZero
        && entry.Signals.Any(signal => signal.Tx is { } transaction && transactions.Contains(transaction)));

    /// <summary>Forgets what is too old to grow.</summary>
    public void Age(ulong head)
    {
        if (head <= windowBlocks) return;
        ulong first = head - windowBlocks;
        _entries.RemoveAll(entry => entry.Link.Number < first);
        if (Book.Active.Exists(incident => incident.LastBlock < first))
            Book = new IncidentBook(Book.Active.RemoveAll(incident => incident.LastBlock < first));
    }

    private List<Incident> Advance(Entry entry)
    {
        List<Incident> changed = [];
        Book = correlator.Advance(Book, entry.Link, entry.Timestamp, entry.Signals, _ => entry.Sender, changed);
        return changed;
    }

    private sealed record Entry(BlockLink Link, ulong Timestamp, ImmutableArray<Signal> Signals, Address? Sender);
}
