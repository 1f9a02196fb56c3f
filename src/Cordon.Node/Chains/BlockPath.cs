using System.ComponentModel.DataAnnotations;
using Cordon.Detection.Registry;
using Cordon.Domain.Blocks;
using Cordon.Domain.Incidents;
using Cordon.Domain.Ports;
using Cordon.Domain.Protocols;
using Cordon.Domain.Signals;
using Cordon.Engine.Correlation;
using Cordon.Engine.Pending;
using Cordon.Engine.Pipeline;
using Cordon.Engine.Reorgs;
using Cordon.Engine.Sources.Node;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Node.Actions;
using Cordon.Node.Events;
using Cordon.Node.Incidents;
using Cordon.Node.Registry;
using Cordon.Node.Settings;

namespace Cordon.Node.Chains;

/// <summary>Follows the blocks of one chain: the scan, the invariants on each block's state, reorganisations.</summary>
internal sealed class BlockPath : IScanSink, IDisposable
{
    private readonly BlockPathPorts _ports;
    private readonly NodeSettings _settings;
    private readonly DetectorSet _detectors;
    private readonly WatchList _watched;
    private readonly InvariantWatch _invariants;
    private readonly TimeProvider _time;
    private ScanMemory? _memory;

    public BlockPath(
        BlockPathPorts ports, NodeSettings settings, DetectorSet detectors, WatchList watched, TimeProvider time)
    {
        (_ports, _settings, _detectors, _watched, _time) = (ports, settings, detectors, watched, time);
        _invariants = new InvariantWatch(
            ports.Node, ports.Chain, settings.Invariants, foreign: ports.Foreign);
    }

    /// <summary>Number of the newest block taken.</summary>
    public ulong Head { get; private set; }

    /// <summary>Hash of the newest block of which all is known that follows from it; zero before the first.</summary>
    public Hash256 Finished { get; private set; }

    /// <summary>Takes up an earlier run.</summary>
    /// <param name="decided">Incidents that something was decided about within the last day.</param>
    /// <exception cref="StoreException">The chain's database cannot be used.</exception>
    public void Open(IncidentDesk incidents, IReadOnlyList<Incident> decided)
    {
        try
        {
            StoredTimeline? known = Memory.Read();
            Head = known?.Blocks[^1].Number ?? 0;
            incidents.Restore(ScanMemory.IncidentsOf(known, _detectors), decided, Head);
        }
        catch (InvalidDataException)
        {
            Forget(); // kept by another version
            incidents.Restore(IncidentBook.Empty, decided, 0);
        }
    }

    /// <summary>Scans until cancelled; what ends the scan is said, and it is begun anew.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await ScanAsync(cancellation);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                _ports.Sight.Lost("blocks", failure.Message, "attacks in blocks", "invariants");

                // The chain no longer builds on what is remembered, or that cannot be read by this version.
                if (failure is NodeSourceException { InnerException: null } or ReorgTooDeepException
                    or InvalidDataException) Forget();
            }

            await Task.Delay(_settings.Options.RetryDelay, _time, cancellation);
        }
    }

    public void Dispose() => _memory?.Dispose();

    /// <inheritdoc/>
    public async ValueTask TakeAsync(ScannedBlock block, CancellationToken cancellation)
    {
        BlockData data = block.Facts.Data;
        BlockLink link = block.Link;
        Head = link.Number;
        IReadOnlyList<IncidentNews> news = _ports.Incidents.TakeBlock(
            link, block.State.Incidents, block.Incidents, block.Dropped, _ports.Events.Now,
            out IReadOnlyList<Signal> withdrawn);
        _ports.Flow.Take(news);
        _ports.Rivals.Mined(data.Transactions.Hash.Span);
        _ports.Flow.Tell(block.Retracted);
        _ports.Flow.Tell(withdrawn);
        _ports.Flow.Tell(block.Signals);
        (int transactions, int dropped, ulong timestamp) =
            (data.Transactions.Count, block.Dropped.Count, data.Timestamp);
        _ports.Rehearsals.Take(link, timestamp, block.Signals);
        if (ConcernsRegistry(data)) _ports.Registry.Refresh();

        // Acted on before it is kept: a block that was not kept is scanned again, and acted on once.
        await Memory.Sink.TakeAsync(block, cancellation);
        await CheckInvariantsAsync(link, timestamp, cancellation);
        _ports.Sight.Regained("blocks");
        Finished = link.Hash;
        _ports.OnBlock(new NodeEvent.BlockScanned(
            link.Chain, _ports.Events.Now, link.Number, link.Hash, transactions, dropped));
    }

    private async Task ScanAsync(CancellationToken cancellation)
    {
        StoredTimeline? known = Memory.Read();
        BlockHeader[] held = [.. (known?.Blocks ?? []).Select(block => new BlockHeader(
            block.Number, block.Hash, block.ParentHash, null))];
        ulong? first = held.Length > 0 ? held[^1].Number + 1 : null;
        var source = new NodeBlockSource(
            _ports.Node, new BlockSelection(first, null, Follows: true), _settings.Options.Source, _time, held: held);
        var options = new ScanOptions
        {
            Threads = _settings.Options.ThreadsPerChain,
            Continuity = Continuity.Chain,
            Watched = _watched,
            Time = _time,
        };
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        ScanStart? start = known is null ? null : ScanStart.With([known]);
        var scanner = new Scanner(() => new FactReader(), _detectors, options, start);
        await scanner.RunAsync(source, this, cancellation);
    }

    private ScanMemory Memory => _memory ??= ScanMemory.Open(
        _settings.DataFolder, _ports.Chain, NodeIdentity.Of(_settings, _ports.Chain), _detectors);

    // What the chain no longer builds on is put aside, and the scan begins anew at the newest block.
    private void Forget()
    {
        _memory?.Dispose();
        _memory = null;
        ScanMemory.PutAside(_settings.DataFolder, _ports.Chain);
    }

    private async Task CheckInvariantsAsync(BlockLink link, ulong timestamp, CancellationToken cancellation)
    {
        try
        {
            var header = new BlockHeader(link.Number, link.Hash, link.ParentHash, timestamp);
            IReadOnlyList<Signal> broken = await _invariants.CheckAsync(header, cancellation);
            _ports.Sight.Regained("invariants");
            if (broken.Count == 0) return;
            _ports.Flow.Take(_ports.Incidents.TakeOfBlock(link, timestamp, broken, _ports.Events.Now));
            _ports.Flow.Tell(broken);
        }
        catch (RpcException failure)
        {
            _ports.Sight.Lost("invariants", failure.Message, "broken invariants");
        }
    }

    private bool ConcernsRegistry(BlockData data)
    {
        foreach (AccountId account in data.Logs.Address.Span)
        {
            if (!account.IsNone && _ports.Registry.Accounts.Contains(data.Accounts[account])) return true;
        }

        return false;
    }
}
