using System.Net;
using Cordon.Domain.Incidents;
using Cordon.Domain.Policies;
using Cordon.Domain.Ports;
using Cordon.Engine.Pending;
using Cordon.Ethereum.Rpc;
using Cordon.Node.Actions;
using Cordon.Node.Chains;
using Cordon.Node.Dashboard;
using Cordon.Node.Decisions;
using Cordon.Node.Events;
using Cordon.Node.Notifications;
using Cordon.Node.Registry;
using Cordon.Node.Settings;
using Cordon.Response.Attestations;
using Cordon.Storage.Sqlite;

namespace Cordon.Node;

/// <summary>A guardian node: watches its chains, decides within its policies, acts within the chains' bounds, and tells
/// its listeners everything.</summary>
public sealed class GuardNode : IAsyncDisposable
{
    private readonly NodeSettings _settings;
    private readonly TimeProvider _time;
    private readonly EventPump _events;
    private readonly Task _telling;
    private readonly WebhookNotifier? _webhooks;
    private readonly DashboardView? _view;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<IDisposable> _owned = [];
    private readonly Dictionary<ulong, ChainGuard> _guards = [];
    private ResponseDesk? _responses;
    private ExchangeServer? _server;
    private DashboardServer? _dashboard;

    private GuardNode(NodeSettings settings, NodePorts ports)
    {
        (_settings, _time) = (settings, ports.Time);
        _webhooks = settings.Webhooks.IsEmpty
            ? null
            : new WebhookNotifier(settings.Webhooks, ports.Http, ports.Time);
        _view = settings.Dashboard is null ? null : new DashboardView();
        INodeListener?[] own = [_webhooks, _view];
        IReadOnlyList<INodeListener> listeners = [.. ports.Listeners, .. own.OfType<INodeListener>()];
        _events = new EventPump(listeners, settings.Options.EventsWaitingMax, ports.Time);
        _telling = _events.RunAsync();
    }

    /// <summary>Where other guardians' nodes reach this one; null where they do not.</summary>
    public IPEndPoint? Address => _server?.Address;

    /// <summary>The address of the local page, with the secret that opens it; null where there is none.</summary>
    public Uri? Dashboard { get; private set; }

    /// <summary>What became of the pending transactions of each chain that are followed.</summary>
    public IReadOnlyDictionary<ulong, PendingSummary> Pending => _guards
        .Where(guard => guard.Value.Pending is not null)
        .ToDictionary(guard => guard.Key, guard => guard.Value.Pending!);

    /// <summary>Opens the stores, connects to every chain, reads what the registries allow and takes up what an earlier
    /// run left. Nothing is watched before <see cref="RunAsync"/>.</summary>
    /// <exception cref="RpcException">A chain has no endpoint that answers, or only those of another chain.</exception>
    /// <exception cref="StoreException">A database cannot be used.</exception>
    /// <exception cref="IOException">A port is taken: that for other guardians' nodes, or the page's.</exception>
    public static async Task<GuardNode> StartAsync(
        NodeSettings settings, NodePorts ports, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(ports);
        var node = new GuardNode(settings, ports);
        try
        {
            await node.OpenAsync(ports, cancellation);
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    /// <summary>Watches, decides and acts until cancelled, which is how it ends.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(
            cancellation, _stop.Token);
        Dictionary<ulong, ChainActions> actions = _guards.ToDictionary(pair => pair.Key, pair => pair.Value.Actions);
        await _responses!.ResumeAsync(actions, isStart: true, either.Token);
        List<Task> running = [.. _guards.Values.Select(guard => guard.RunAsync(either.Token))];
        running.Add(HearHumansAsync(actions, either.Token));
        if (_webhooks is not null) running.Add(_webhooks.RunAsync(either.Token));
        try
        {
            await Task.WhenAny(running).Unwrap(); // none ends by itself
        }
        finally
        {
            await either.CancelAsync();
            await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Ends what runs, waits for what is under way, tells the last events and closes the stores.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_dashboard is not null) await _dashboard.DisposeAsync();
        foreach (ChainGuard guard in _guards.Values) await guard.DisposeAsync();
        if (_server is not null) await _server.DisposeAsync();
        _responses?.Flush();
        _events.Complete();
        await _telling;
        _webhooks?.Dispose();
        foreach (IDisposable owned in _owned) owned.Dispose();
        _stop.Dispose();
    }

    private async Task OpenAsync(NodePorts ports, CancellationToken cancellation)
    {
        Directory.CreateDirectory(_settings.DataFolder);
        SqliteNodeStore? own = ports is { Journal: not null, Decisions: not null }
            ? null
            : Own(SqliteNodeStore.Open(
                NodeFiles.Decisions(_settings.DataFolder), sendingBefore: NodeFiles.Sending(_settings.DataFolder)));
        ISendJournal journal = ports.Journal ?? own!.Sending;
        IDecisionStore decisions = ports.Decisions ?? own!.Decisions;
        var ledger = new DecisionLedger(decisions, _time.GetUtcNow());
        var bounds = new ChainBounds(chain => _guards.GetValueOrDefault(chain)?.Registry);
        _responses = new ResponseDesk(
            ledger, _settings.Protocols, ports.Bounds ?? bounds, _events,
            (incident, decision) => _webhooks?.Notify(incident, decision));
        if (_settings.Guardian?.Listen is { } listen && ports.Exchange is null)
            _server = await ExchangeServer.StartAsync(listen, cancellation: cancellation);
        bool isAsked = ports.Signer is not null && _settings.Chains.Any(chain => chain.Engagement is not null);
        IEngagementJournal? answers = !isAsked ? null
            : ports.Answers ?? Own(SqliteEngagementJournal.Open(NodeFiles.Answers(_settings.DataFolder)));
        var parts = new GuardParts(_settings, ports, journal, _responses, _events, _stop.Token)
        {
            Server = _server,
            Answers = answers,
            NodeOf = NodeOf,
        };
        Incident[] decided = [.. ledger.Latest
            .Select(decision => decision.Incident).Distinct(StringComparer.Ordinal)
            .Select(ledger.FindIncident).OfType<Incident>()];
        _view?.Restore(ledger.Latest, decided);
        foreach (ChainSettings chain in _settings.Chains)
            _guards.Add(chain.Id, await ChainGuard.StartAsync(chain, parts, decided, cancellation));
        if (_settings.Dashboard is { } shown) await ShowAsync(shown, decisions, cancellation);
    }

    private async Task ShowAsync(DashboardSettings shown, IDecisionStore decisions, CancellationToken cancellation)
    {
        _dashboard = await DashboardServer.StartAsync(shown.Listen, cancellation);
        int port = _dashboard.Address.Port;
        var token = DashboardToken.Create(NodeFiles.DashboardToken(_settings.DataFolder));
        _dashboard.Open(
            new DashboardGate(shown, port, token, _time),
            new DashboardJson(_settings, _view!, () => Pending, _time),
            new DashboardAnswers(_settings, decisions, NodeOf, _time));
        // Behind the #, which no browser sends anywhere.
        Dashboard = new Uri($"http://{_dashboard.Address}/#token={token.Text}");
    }

    private IRpcCaller? NodeOf(ulong chain) => _guards.GetValueOrDefault(chain)?.Actions.Node;

    private async Task HearHumansAsync(
        Dictionary<ulong, ChainActions> actions, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(_settings.Options.AnswerInterval, _time);
        while (await timer.WaitForNextTickAsync(cancellation))
            await _responses!.ResumeAsync(actions, isStart: false, cancellation);
    }

    private T Own<T>(T store) where T : IDisposable
    {
        _owned.Add(store);
        return store;
    }

    private sealed class ChainBounds(Func<ulong, RegistryWatch?> registryOf) : IActionBounds
    {
        public OnChainBounds Of(GuardedProtocol guarded) =>
            registryOf(guarded.Protocol.Chain)?.Of(guarded) ?? new OnChainBounds(TimeSpan.Zero, 0, false);
    }
}
