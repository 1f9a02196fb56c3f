using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using Cordon.Contracts;
using Cordon.Domain.Policies;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Node.Actions;
using Cordon.Node.Settings;

namespace Cordon.Node.Registry;

/// <summary>Keeps what a chain's registry says at hand: read at intervals and after every block that concerns it, so
/// that a decision needs no call.</summary>
internal sealed class RegistryWatch : IActionBounds, IDisposable
{
    private static readonly TimeSpan DryPauseMax = TimeSpan.FromHours(1); // what a registry allows at most

    private readonly RegistryReader? _reader;
    private readonly ImmutableArray<GuardedProtocol> _guarded;
    private readonly IRpcCaller _node;
    private readonly Action<OnChainIncident> _onRaised;
    private readonly Action<RpcException?> _onSight;
    private readonly TimeSpan _interval;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _wanted = new(0);
    private readonly ConcurrentDictionary<string, ProtocolView> _views = new(StringComparer.Ordinal);
    private readonly HashSet<Hash256> _known = [];
    private ulong? _nextBlock;

    /// <param name="guarded">Those of the chain.</param>
    /// <param name="onRaised">Told each incident that is raised from now on, or was within the last hours.</param>
    /// <param name="onSight">Told of a failure to read, and with null of a success.</param>
    public RegistryWatch(
        IRpcCaller node, ChainSettings chain, Address? guardianKey, IEnumerable<GuardedProtocol> guarded,
        NodeOptions options, TimeProvider time, Action<OnChainIncident> onRaised, Action<RpcException?> onSight)
    {
        (_node, _interval, _time, _onRaised, _onSight) =
            (node, options.RegistryInterval, time, onRaised, onSight);
        _guarded = [.. guarded];
        bool isUseful = chain.Registry is not null && _guarded.Any(protocol => protocol.Enrolled is not null);
        _reader = isUseful ? new RegistryReader(node, chain, guardianKey) : null;
        Accounts = chain.Registry is { } registry ? [registry] : [];
    }

    /// <summary>The registry and the breakers: a block in which one of them logs is a reason to read again.</summary>
    public ImmutableHashSet<Address> Accounts { get; private set; }

    /// <inheritdoc/>
    public OnChainBounds Of(GuardedProtocol guarded)
    {
        ArgumentNullException.ThrowIfNull(guarded);
        ProtocolView? view = _views.GetValueOrDefault(guarded.Protocol.Name);
        if (guarded.Policy.IsDryRun) // says what it would do, also before it may
        {
            return new OnChainBounds(
                view is { IsEnrolled: true } ? view.SoloPause : DryPauseMax, 1, guarded.CanQuarantine);
        }

        if (view is not { IsEnrolled: true }) return new OnChainBounds(TimeSpan.Zero, 0, false);
        TimeSpan longest = view.SoloPause < view.SoloBudget ? view.SoloPause : view.SoloBudget;
        return new OnChainBounds(longest, view.CanRaise ? 1 : 0, guarded.CanQuarantine);
    }

    /// <summary>Whether a target is at least so restricted already.</summary>
    public bool IsInForce(string protocol, Hash256 target, BreakerMode mode) =>
        _views.TryGetValue(protocol, out ProtocolView? view)
        && (Mode(view, target) >= mode || Mode(view, BreakerTargets.Everything) >= mode);

    /// <summary>Asks for a reading soon.</summary>
    public void Refresh()
    {
        if (_wanted.CurrentCount == 0) _wanted.Release();
    }

    /// <summary>Reads until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        if (_reader is null) return;
        while (true)
        {
            await _wanted.WaitAsync(_interval, cancellation);
            await ReadAsync(cancellation);
        }
    }

    /// <summary>Reads once; a node that fails leaves what was known.</summary>
    public async Task ReadAsync(CancellationToken cancellation)
    {
        if (_reader is null) return;
        try
        {
            foreach (GuardedProtocol guarded in _guarded)
            {
                if (guarded.Enrolled is not { } enrolled) continue;
                ProtocolView view = await _reader.ReadAsync(enrolled, TargetsOf(guarded), cancellation);
                _views[guarded.Protocol.Name] = view;
                Accounts = Accounts.Add(view.Breaker);
            }

            await ReadRaisedAsync(_reader, cancellation);
            _onSight(null);
        }
        catch (RpcException failure)
        {
            _onSight(failure);
        }
        catch (Exception failure) when (failure is FormatException or JsonException or KeyNotFoundException)
        {
            _onSight(new RpcException(
                RpcFailure.Implausible, "eth_getLogs", "the chain's endpoints", failure.Message,
                "Use another endpoint."));
        }
    }

    public void Dispose() => _wanted.Dispose();

    private static BreakerMode Mode(ProtocolView view, Hash256 target) => view.InForce.GetValueOrDefault(target);

    private static IReadOnlyList<Hash256> TargetsOf(GuardedProtocol guarded) =>
        guarded.Target == BreakerTargets.Everything ? [guarded.Target] : [guarded.Target, BreakerTargets.Everything];

    private async Task ReadRaisedAsync(RegistryReader reader, CancellationToken cancellation)
    {
        const ulong lookBack = 1_000; // blocks; attestations are wanted for hours
        ulong head = await _node.BlockNumberAsync(cancellation);
        ulong from = Math.Min(_nextBlock ?? (head > lookBack ? head - lookBack : 0), head);
        while (from <= head)
        {
            (IReadOnlyList<OnChainIncident> raised, ulong last) = await reader.RaisedAsync(from, head, cancellation);
            foreach (OnChainIncident incident in raised)
            {
                bool isOurs = _guarded.Any(guarded => guarded.Enrolled == incident.Protocol);
                if (isOurs && _known.Add(incident.Id)) _onRaised(incident);
            }

            from = last + 1;
        }

        _nextBlock = head > 8 ? head - 8 : 0; // a reorganisation may bring others in older blocks
    }
}
