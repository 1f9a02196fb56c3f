using System.Net;
using Cordon.Domain.Policies;
using Cordon.Node.Dashboard;
using Cordon.Node.Settings;
using Cordon.Storage.Sqlite;

namespace Cordon.Node.Tests.Kit;

/// <summary>The page by itself, with a store of its own and no chain.</summary>
internal sealed class DashboardBench : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DashboardServer _server;

    private DashboardBench(DashboardServer server, TimeProvider time, GuardedProtocol guarded)
    {
        _server = server;
        Store = SqliteDecisionStore.Open(NodeFiles.Decisions(_folder.Path));
        DashboardSettings shown = new(server.Address) { Hosts = ["guard.example.org"] };
        NodeSettings settings = new()
        {
            Chains = [new ChainSettings(1, [])],
            Protocols = [guarded],
            DataFolder = _folder.Path,
            Dashboard = shown,
        };
        var token = DashboardToken.Create(TokenPath);
        server.Open(
            new DashboardGate(shown, server.Address.Port, token, time),
            new DashboardJson(settings, View, () => new Dictionary<ulong, Engine.Pending.PendingSummary>(), time),
            new DashboardAnswers(settings, Store, _ => null, time));
        Client = new DashboardClient(new Uri($"http://{server.Address}/#token={token.Text}"));
    }

    public SqliteDecisionStore Store { get; }

    public DashboardView View { get; } = new();

    public DashboardClient Client { get; }

    public string TokenPath => NodeFiles.DashboardToken(_folder.Path);

    public static async Task<DashboardBench> StartAsync(TimeProvider? time = null, ConfirmingSafe? safe = null)
    {
        DashboardServer server = await DashboardServer.StartAsync(
            new IPEndPoint(IPAddress.Loopback, 0), TestContext.Current.CancellationToken);
        GuardedProtocol guarded = Some.Guarded with { Policy = RunningNode.PausesAlone(asks: true, safe: safe) };
        return new DashboardBench(server, time ?? TimeProvider.System, guarded);
    }

    /// <summary>Has a decision wait; its key.</summary>
    public string Ask(string incident = "a")
    {
        ResponseDecision asked = Some.Decision(permission: Permission.NeedsHuman, incident: incident);
        Store.Keep([asked], [Some.Incident() with { Id = incident, Chain = 1 }]);
        View.Restore([asked], [Some.Incident() with { Id = incident, Chain = 1 }]);
        return asked.Key;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.DisposeAsync();
        Store.Dispose();
        _folder.Dispose();
    }
}
