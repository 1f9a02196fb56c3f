using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Ports;

namespace Cordon.Engine.Pipeline;

/// <summary>Where a scan takes up what an earlier one left.</summary>
public sealed class ScanStart
{
    private readonly ScanCursor? _cursor;

    private ScanStart(ScanCursor? cursor, IReadOnlyList<StoredTimeline> timelines) =>
        (_cursor, Timelines) = (cursor, timelines);

    /// <summary>Begins with the source's first block and an empty memory.</summary>
    public static ScanStart Nothing { get; } = new(null, []);

    /// <summary>What was remembered, a timeline a chain.</summary>
    public IReadOnlyList<StoredTimeline> Timelines { get; }

    /// <summary>How many of the source's blocks have been delivered before.</summary>
    public long Skip => _cursor?.Delivered ?? 0;

    /// <summary>Goes on after <paramref name="cursor"/> in a source that begins again from its first block.</summary>
    public static ScanStart After(ScanCursor cursor, IReadOnlyList<StoredTimeline> timelines) => new(cursor, timelines);

    /// <summary>Goes on with what was remembered in a source that begins behind it.</summary>
    public static ScanStart With(IReadOnlyList<StoredTimeline> timelines) => new(null, timelines);

    internal void Verify(RawBlock block, IFactReader reader)
    {
        BlockFacts facts = new();
        reader.Read(block, facts);
        BlockData data = facts.Data;
        if (data.ChainId == _cursor!.Chain && data.Number == _cursor.Number && data.Hash == _cursor.Hash) return;
        throw new BlockFormatException(block.Origin, -1, "block.number",
            $"the database was left after block {_cursor.Number} of chain {_cursor.Chain} as number {Skip} of this "
            + $"source, but that is block {data.Number} of chain {data.ChainId} now: the recording has changed, "
            + "use a new database");
    }

    internal void VerifyEnd(long delivered)
    {
        if (delivered >= Skip) return;
        throw new BlockFormatException(_cursor!.Source, -1, "blocks",
            $"the database was left after {Skip} blocks of this source, which has only {delivered} now: the recording "
            + "has changed, use a new database");
    }
}
