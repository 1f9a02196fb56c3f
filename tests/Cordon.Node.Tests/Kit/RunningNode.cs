using System.Collections.Concurrent;
using System.Collections.Immutable;
using Cordon.Domain.Policies;
using Cordon.Domain.Ports;
using Cordon.Domain.Protocols;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Node.Events;
using Cordon.Node.Registry;
using Cordon.Node.Settings;
using Cordon.Response.Sending;
using Cordon.Response.Signing;

namespace Cordon.Node.Tests.Kit;

/// <summary>A node that runs beside a test and whose events the test waits for.</summary>
internal sealed class RunningNode : INodeListener, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource _stop =
        CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly ConcurrentQueue<NodeEvent> _events = new();
    private GuardNode? _node;
    private Task _running = Task.CompletedTask;

    public IReadOnlyCollection<NodeEvent> Events => _events;

    public GuardNode Node => _node!;

    public static Task<RunningNode> StartAsync(
        NodeSettings settings, PrivateKey key, IAttestationExchange? exchange = null) =>
        StartAsync(settings, new LocalSigner(key), exchange);

    public static async Task<RunningNode> StartAsync(
        NodeSettings settings, ITransactionSigner? signer, IAttestationExchange? exchange = null,
        TimeProvider? time = null, ISendJournal? journal = null)
    {
        var running = new RunningNode();
        var ports = new NodePorts
        {
            Listeners = [running],
            Signer = signer,
            Exchange = exchange,
            Journal = journal,
            Time = time ?? TimeProvider.System,
        };
        running._node = await GuardNode.StartAsync(settings, ports, TestContext.Current.CancellationToken);
        running._running = running._node.RunAsync(running._stop.Token);
        return running;
    }

    /// <summary>Settings that guard the lender of an arena.</summary>
    public static NodeSettings Settings(GuardedArena arena, string folder, ProtocolPolicy? policy = null) =>
        new()
        {
            Chains = [ChainOf(arena)],
            Protocols = [GuardOf(arena, policy ?? PausesAlone())],
            Invariants = [arena.Covered],
            DataFolder = folder,
            Options = new NodeOptions
            {
                RegistryInterval = TimeSpan.FromSeconds(1),
                AnswerInterval = TimeSpan.FromMilliseconds(50),
                RetryDelay = TimeSpan.FromMilliseconds(200),
                Source = new Engine.Sources.Node.NodeSourceOptions { PollInterval = TimeSpan.FromMilliseconds(100) },
                Sending = new SenderOptions
                {
                    WeiPerDayMax = UInt256.Parse("5000000000000000000"),
                    FeePerGasMax = UInt256.Parse("5000000000000"),
                    PollInterval = TimeSpan.FromMilliseconds(200),
                    ConfirmationsMin = 2,
                },
            },
        };

    public static ChainSettings ChainOf(GuardedArena arena) => new(arena.ChainId, [arena.Node.Http, arena.Ipc])
    {
        Registry = arena.Registry,
        Stake = arena.StakeContract,
    };

    public static GuardedProtocol GuardOf(GuardedArena arena, ProtocolPolicy policy, string name = "lender") =>
        new(new Protocol(name, arena.ChainId, [arena.World.Lender]), policy with { Protocol = name })
        {
            Enrolled = arena.World.Lender,
        };

    /// <summary>A policy that tells people and pauses, without asking.</summary>
    /// <param name="safe">Whose owners must sign; null for anybody.</param>
    public static ProtocolPolicy PausesAlone(
        bool isDryRun = false, bool asks = false, ConfirmingSafe? safe = null) => new(
        "lender", isDryRun, ImmutableSortedDictionary<ResponseAction, ActionRule>.Empty
            .Add(ResponseAction.Notify, new ActionRule { BeliefMin = 0.5, PerDayMax = 100 })
            .Add(ResponseAction.Pause, new ActionRule
            {
                BeliefMin = 0.6,
                DurationMax = TimeSpan.FromHours(1),
                NeedsConfirmation = asks || safe is not null,
                Safe = safe,
            }));

    public IEnumerable<T> Of<T>() where T : NodeEvent => _events.OfType<T>();

    public Task<T> UntilAsync<T>(Func<T, bool>? wanted = null) where T : NodeEvent =>
        UntilAsync(() => Of<T>().FirstOrDefault(wanted ?? (_ => true)), typeof(T).Name);

    public async Task<T> UntilAsync<T>(Func<T?> find, string what = "") where T : class
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        limit.CancelAfter(Patience);
        while (true)
        {
            if (find() is { } found) return found;
            if (_running.IsCompleted) await _running;
            try
            {
                await Task.Delay(5, limit.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"{what} did not come; what came:\n{Story()}");
            }
        }
    }

    /// <summary>Waits until the node has taken the chain's newest block.</summary>
    public async Task CatchUpAsync(RpcClient client, ulong chain)
    {
        ulong head = await client.BlockNumberAsync(_stop.Token);
        await UntilAsync<NodeEvent.BlockScanned>(block => block.Chain == chain && block.Number >= head);
    }

    public string Story() => string.Join('\n', _events.Select(
        happened => System.Text.Encoding.UTF8.GetString(NodeEventJson.ToBytes(happened))));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_node is not null) await _node.DisposeAsync();
        _stop.Dispose();
    }

    void INodeListener.Take(NodeEvent happened) => _events.Enqueue(happened);
}
