using System.Collections.Immutable;
using Cordon.Detection.Registry;
using Cordon.Domain.Ports;
using Cordon.Engine.Reorgs;

namespace Cordon.Engine.Pipeline;

/// <summary>Keeps a scan in a store, several blocks a transaction,
/// so that it can be taken up where it was left.</summary>
/// <remarks>A block that was not flushed is scanned again by the next run:
/// nothing is lost and nothing kept twice.</remarks>
public sealed class StoreSink : IScanSink
{
    private readonly IScanStore _store;
    private readonly string _source;
    private readonly DetectorSet _detectors;
    private readonly int _blocksPerCommit;
    private readonly List<BlockCommit> _pending = [];
    private readonly Dictionary<ulong, EngineState?> _saved = []; // null: the next save must be whole
    private readonly Dictionary<ulong, (int Index, EngineState State)> _last = []; // a chain's latest of the pending

    /// <param name="store">Where to keep it.</param>
    /// <param name="source">Identity of the source, the same text for the same input in every run.</param>
    /// <param name="detectors">Those of the scan: they know how to save their states.</param>
    /// <param name="blocksPerCommit">1 for a chain that is followed; more is faster and keeps fewer states.</param>
    public StoreSink(
        IScanStore store, string source, DetectorSet detectors, int blocksPerCommit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(blocksPerCommit, 1);
        (_store, _source, _detectors, _blocksPerCommit) = (store, source, detectors, blocksPerCommit);
    }

    /// <summary>Where a scan of the source begins: anew, or after what the store has.</summary>
    /// <param name="store">The store.</param>
    /// <param name="source">Identity of the source.</param>
    /// <param name="isRestarted">Whether the source begins again from its first block (a recording), or behind the
    /// cursor's block (a node).</param>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public static ScanStart StartFrom(IScanStore store, string source, bool isRestarted)
    {
        IReadOnlyList<StoredTimeline> timelines = store.ReadTimelines();
        if (!isRestarted) return ScanStart.With(timelines);
        return store.ReadCursor(source) is { } cursor ? ScanStart.After(cursor, timelines) : ScanStart.Nothing;
    }

    /// <inheritdoc/>
    public ValueTask TakeAsync(ScannedBlock block, CancellationToken cancellation)
    {
        BlockLink link = block.Link;
        _pending.Add(new BlockCommit
        {
            Cursor = new ScanCursor(_source, block.Sequence + 1, link.Chain, link.Number, link.Hash),
            Block = new StoredBlock
            {
                Chain = link.Chain,
                Number = link.Number,
                Hash = link.Hash,
                ParentHash = link.ParentHash,
                Signals = [.. block.Signals],
                Incidents = [.. block.Changed],
                IsStateKnown = false,
            },
            Dropped = block.Dropped.Count,
            Retracted = [.. block.Retracted],
            Incidents = [.. block.Incidents],
        });
        // The state before a chain's first block is what every detector begins with, or came from the store.
        _saved.TryAdd(link.Chain, block.Before);
        if (block.Dropped.Count > 0) _saved[link.Chain] = null; // what was saved with a replaced block goes with it
        _last[link.Chain] = (_pending.Count - 1, block.State);
        if (_pending.Count >= _blocksPerCommit) Flush();
        return ValueTask.CompletedTask;
    }

    /// <summary>Keeps what is pending. To be called at the end, also at a bad one.</summary>
    /// <exception cref="StoreException">The store cannot be written.</exception>
    public void Flush()
    {
        if (_pending.Count == 0) return;
        foreach ((ulong chain, (int index, EngineState state)) in _last)
        {
            ImmutableDictionary<string, ReadOnlyMemory<byte>> parts =
                StateCodec.Save(state, _saved[chain], _detectors);
            _pending[index] = _pending[index] with
            {
                Block = _pending[index].Block with { IsStateKnown = true, States = parts },
            };
        }

        _store.Commit(_pending);
        foreach ((ulong chain, (int _, EngineState state)) in _last) _saved[chain] = state;
        _pending.Clear();
        _last.Clear();
    }
}
