using System.Collections.Concurrent;
using System.Security.Cryptography;
using Cordon.Detection.Registry;
using Cordon.Domain.Incidents;
using Cordon.Domain.Ports;
using Cordon.Domain.Protocols;
using Cordon.Domain.Sending;
using Cordon.Domain.Signals;
using Cordon.Engine.Correlation;
using Cordon.Engine.Pending;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Ethereum.Rpc.Pool;
using Cordon.Node.Actions;
using Cordon.Node.Engagement;
using Cordon.Node.Events;
using Cordon.Node.Incidents;
using Cordon.Node.Registry;
using Cordon.Node.Settings;
using Cordon.Response.Sending;

namespace Cordon.Node.Chains;

/// <summary>Guards the protocols of one chain: its blocks, its pending transactions, what is sent to it.</summary>
internal sealed class ChainGuard : IAsyncDisposable
{
    private readonly ChainSettings _chain;
    private readonly GuardParts _parts;
    private readonly ChainEndpoints _endpoints;
    private readonly Sender? _sender;
    private readonly Sight _sight;
    private readonly SightReports _reports;
    private readonly IncidentDesk _incidents;
    private readonly IncidentStanding _standing;
    private readonly IncidentFlow _flow;
    private readonly RivalBids _rivals = new();
    private readonly BlockPath _blocks;
    private readonly PendingPath? _pending;
    private readonly RehearsalPath _rehearsals;
    private readonly ForeignValues _foreign;
    private readonly EngagementKeeper? _keeper;
    private readonly IRunningExchange? _exchange;

    private ChainGuard(
        ChainSettings chain, GuardParts parts, ChainEndpoints endpoints, Sender? sender, SendLog log,
        IRunningExchange? exchange)
    {
        (_chain, _parts, _endpoints, _sender, _exchange) = (chain, parts, endpoints, sender, exchange);
        NodeSettings settings = parts.Settings;
        _sight = new Sight(chain.Id, () => _blocks?.Head ?? 0, SayLost, SayRegained);
        _reports = new SightReports(_sight);
        Registry = new RegistryWatch(
            endpoints.Pool, chain, parts.GuardianKey,
            settings.Protocols.Where(guarded => guarded.Protocol.Chain == chain.Id), settings.Options, parts.Time,
            raised => Actions!.Verdicts.Raised(raised), _reports.Registry);
        var verdicts = new VerdictDesk(
            parts.Ports.Exchange ?? exchange, id => _incidents!.Stands(id), parts.Events, settings.Options.RetryDelay,
            parts.Time, parts.Stop);
        Actions = new ChainActions(chain, endpoints.Pool, sender, _rivals, Registry, verdicts, parts.Events);

        WatchList watched = new(settings.Protocols.Select(guarded => guarded.Protocol));
        DetectorSet detectors = DetectorRegistry.Create(
            watched, optionsOf: entry => settings.DetectorOptions.GetValueOrDefault(entry.Name));
        CorrelationOptions correlation = settings.Options.Correlation;
        _incidents = new IncidentDesk(chain.Id, new Correlator(correlation, watched), correlation);
        _standing = new IncidentStanding(_incidents, () => _blocks?.Finished ?? default, parts.Time);
        _flow = new IncidentFlow(chain.Id, parts.Responses, Actions, parts.Events, parts.Stop);
        _foreign = new ForeignValues(
            settings.Invariants.Where(invariant => invariant.Chain == chain.Id), parts.NodeOf, _reports.Foreign,
            parts.Time);
        _rehearsals = new RehearsalPath(
            new Rehearsal(endpoints.Pool, chain.Id, settings.Invariants, _foreign), _incidents,
            _flow, _sight, parts.Events);
        _blocks = MakeBlocks(watched, detectors);
        _pending = chain.FollowsMempool ? MakePending(watched, detectors) : null;
        (log.OnContained, log.OnAlreadyInForce) = (Contained, AlreadyInForce);
        _keeper = MakeKeeper();
        log.OnDuty = _keeper is null ? null : _keeper.Changed;
    }

    public ChainActions Actions { get; }

    public RegistryWatch Registry { get; }

    /// <summary>What became of pending transactions; null where they are not followed.</summary>
    public PendingSummary? Pending => _pending?.Summary;

    /// <summary>Connects to the chain and takes up what an earlier run left; nothing runs yet.</summary>
    /// <exception cref="RpcException">No endpoint answers, or they are of another chain.</exception>
    /// <exception cref="StoreException">The chain's database cannot be used.</exception>
    public static async Task<ChainGuard> StartAsync(
        ChainSettings chain, GuardParts parts, IReadOnlyList<Incident> decided, CancellationToken cancellation)
    {
        ChainGuard? guard = null;
        IRunningExchange? exchange = null;
        ConcurrentQueue<EndpointReport> early = new(); // the first look at the endpoints is before there is a guard
        var endpoints = new ChainEndpoints(chain, parts.Time, report =>
        {
            if (guard is { } listening) listening._reports.Endpoint(report);
            else early.Enqueue(report);
        });
        Sender? sender = null;
        try
        {
            ulong found = await endpoints.Pool.ChainIdAsync(cancellation);
            if (found != chain.Id)
                throw new RpcException(RpcFailure.Implausible, "eth_chainId", $"{chain.Endpoints[0]}",
                    $"it is of chain {found}, not {chain.Id}", "Give an endpoint of the right chain.");
            var log = new SendLog(chain.Id, endpoints.Pool, parts.Events);
            if (parts.Ports.Signer is { } signer)
            {
                var ports = new SenderPorts(
                    endpoints.Pool, [.. endpoints.Broadcast.Select(line => new TimedEndpoint(line))], parts.Journal,
                    log.Changed,
                    (record, head) => guard?.StandingOf(record, head) ?? Standing.Unclear);
                sender = await Sender.StartAsync(
                    chain.Id, new TimedSigner(signer, parts.Time), ports, parts.Sending, parts.Time, cancellation);
            }

            exchange = parts.Ports.Exchange is not null
                ? null
                : await RunningExchange.StartAsync(
                    chain, parts.Settings, endpoints.Pool, parts.Ports.Signer, sender, parts.Server, parts.Events,
                    parts.Time, cancellation);
            guard = new ChainGuard(chain, parts, endpoints, sender, log, exchange);
            guard._blocks.Open(guard._incidents, decided);
            await guard.Registry.ReadAsync(cancellation);
            while (early.TryDequeue(out EndpointReport? report)) guard._reports.Endpoint(report);
            return guard;
        }
        catch
        {
            if (guard is null && exchange is not null) await exchange.DisposeAsync();
            if (guard is not null) await guard.DisposeAsync();
            else await endpoints.DisposeAsync();
            throw;
        }
    }

    /// <summary>Guards until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        // What was open when an earlier run ended is decided again; what was done about it is not done twice.
        _flow.Take([.. _incidents.Open.Select(incident => new IncidentNews(incident, false))]);
        List<Task> running =
        [
            _blocks.RunAsync(cancellation),
            KeepRunningAsync("the registry's bounds", Registry.RunAsync, cancellation),
            KeepRunningAsync("rehearsals of new contracts", _rehearsals.RunAsync, cancellation),
        ];
        if (_pending is not null) running.Add(_pending.RunAsync(cancellation));
        if (_keeper is not null)
            running.Add(KeepRunningAsync("answers to attention challenges", _keeper.RunAsync, cancellation));
        if (_sender is not null)
            running.Add(KeepRunningAsync("what becomes of actions", _sender.RunAsync, cancellation));
        if (_foreign.Chains.Any())
            running.Add(KeepRunningAsync("values of other chains", stop => _foreign.RunAsync(
                _parts.Settings.Options.ForeignInterval, _parts.Time, stop), cancellation));

        await Task.WhenAll(running);
    }

    public async ValueTask DisposeAsync()
    {
        await _flow.SettleAsync();
        if (_exchange is not null) await _exchange.DisposeAsync();
        _blocks.Dispose();
        if (_sender is not null) await _sender.DisposeAsync();
        Registry.Dispose();
        _keeper?.Dispose();
        await _endpoints.DisposeAsync();
    }

    // A part that fails is begun anew, and says so: no other part would notice that it is gone.
    private async Task KeepRunningAsync(
        string what, Func<CancellationToken, Task> run, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await run(cancellation);
                return;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                _sight.Lost(what, failure.Message, what);
            }

            await Task.Delay(_parts.Settings.Options.RetryDelay, _parts.Time, cancellation);
        }
    }

    private BlockPath MakeBlocks(WatchList watched, DetectorSet detectors) => new(
        new BlockPathPorts
        {
            Chain = _chain.Id,
            Node = _endpoints.Pool,
            Incidents = _incidents,
            Flow = _flow,
            Rivals = _rivals,
            Registry = Registry,
            Rehearsals = _rehearsals,
            Foreign = _foreign,
            Sight = _sight,
            Events = _parts.Events,
            OnBlock = BlockTaken,
        },
        _parts.Settings, detectors, watched, _parts.Time);

    private PendingPath MakePending(WatchList watched, DetectorSet detectors)
    {
        NodeSettings settings = _parts.Settings;
        var watch = new PendingWatch(
            _endpoints.Lines, _chain.Id, watched, settings.Invariants, detectors, settings.Options.Pending,
            _parts.Time, _foreign);
        return new PendingPath(
            _chain.Id, watch, _incidents, _flow, _rivals, _sight, _parts.Events, settings.Options, _parts.Time);
    }

    private EngagementKeeper? MakeKeeper()
    {
        if (_chain.Engagement is not { } contract || _chain.Stake is not { } stake) return null;
        if (_sender is not { } sender || _parts.Answers is not { } answers || _parts.GuardianKey is null) return null;
        NodeOptions options = _parts.Settings.Options;
        return new EngagementKeeper(new KeeperPorts
        {
            Chain = _chain.Id,
            Contract = contract,
            Stake = stake,
            Key = sender.Account,
            Node = _endpoints.Pool,
            Send = sender.SendAsync,
            Journal = answers,
            Ranges = new RangeReader(_endpoints.Pool, _chain.Id, options, _parts.Time),
            MakeSalt = () => new Hash256(RandomNumberGenerator.GetBytes(Hash256.SizeBytes)),
            Sight = _sight,
            Events = _parts.Events,
            Time = _parts.Time,
            Options = options.Engagement,
            Punishes = _parts.Settings.Guardian?.Punishes ?? false,
        });
    }

    private Standing StandingOf(SendRecord record, Hash256 head) =>
        record.Request.Yields ? _keeper?.StandingOf(record) ?? Standing.Holds : _standing.Of(record, head);

    private void BlockTaken(NodeEvent.BlockScanned block)
    {
        _keeper?.Wake();
        _pending?.CheckOverflow();
        _parts.Events.Tell(block);
        if (_sender is not null) _ = LookAsync(_sender);
    }

    private async Task LookAsync(Sender sender)
    {
        try
        {
            await sender.LookAsync(_parts.Stop);
        }
        catch (Exception failure)
            when (failure is RpcException or OperationCanceledException or ObjectDisposedException)
        {
            // The sender looks again by itself, and the pool says which endpoint is gone.
        }
        catch (Exception failure) when (failure is StoreException or Response.Signing.SigningException)
        {
            _sight.Lost("the journal of what is sent", failure.Message, "what becomes of actions");
        }
    }

    private void Contained(string id)
    {
        if (_incidents.Contained(id, _parts.Events.Now) is { } incident)
            _parts.Events.Tell(new NodeEvent.IncidentChanged(_chain.Id, _parts.Events.Now, incident));
        Registry.Refresh();
    }

    private void AlreadyInForce(string id)
    {
        Registry.Refresh();
        if (_incidents.Find(id) is not { Protocol: { } name } incident) return;
        GuardedProtocol? guarded = _parts.Settings.Protocols.FirstOrDefault(
            protocol => protocol.Protocol.Chain == _chain.Id && protocol.Protocol.Name == name);
        if (guarded is not null) Actions.Verdicts.Decided(incident, guarded, isAnyEvidence: true);
    }

    private void SayLost(Signal signal)
    {
        _flow.Take(_incidents.TakeEarly(_blocks.Head, [signal], null, _parts.Events.Now));
        _flow.Tell([signal]);
    }

    private void SayRegained(string missing)
    {
        _flow.Take(_incidents.Restored(signal => Sight.IsAbout(signal, missing), _parts.Events.Now));
        _parts.Events.Tell(new NodeEvent.SightRestored(_chain.Id, _parts.Events.Now, missing));
    }
}
