using System.Collections.Concurrent;
using Cordon.Domain.Ports;
using Cordon.Domain.Sending;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Node.Chains;
using Cordon.Node.Engagement;
using Cordon.Node.Events;
using Cordon.Node.Settings;
using Cordon.Node.Tests.Kit;
using Cordon.Response.Sending;
using Cordon.Response.Signing;
using Cordon.Storage.Sqlite;

namespace Cordon.Node.Tests.Duties;

/// <summary>The keeper of one guardian on an arena, looked with by hand, killed and begun anew at will, on the
/// same files.</summary>
internal sealed class KeeperRig : INodeListener, IAsyncDisposable
{
    private readonly GuardedArena _arena;
    private readonly TemporaryFolder _folder = new();
    private readonly int _seat;
    private readonly LocalSigner _signer;
    private readonly ConcurrentQueue<NodeEvent> _told = new();
    private readonly EventPump _events;
    private readonly Task _telling;
    private SqliteSendJournal? _sent;
    private SqliteEngagementJournal? _answers;
    private Sender? _sender;
    private EngagementKeeper? _keeper;

    public KeeperRig(GuardedArena arena, int seat = 0)
    {
        (_arena, _seat) = (arena, seat);
        byte[] key = new byte[PrivateKey.SizeBytes];
        arena.Seats[seat].Key.CopyTo(key);
        _signer = new LocalSigner(PrivateKey.Parse(Hex.Format(key)));
        _events = new EventPump([this], 10_000, TimeProvider.System);
        _telling = _events.RunAsync();
    }

    private static CancellationToken Stop => GuardedArena.Stop;

    public Address Guardian => _arena.Guardians[_seat];

    public Sender Sender => _sender!;

    public SqliteSendJournal Sent => _sent!;

    public SqliteEngagementJournal Answers => _answers!;

    /// <summary>The endpoint that the keeper asks; null for the arena's.</summary>
    public IRpcCaller? Endpoint { get; set; }

    /// <summary>Stands between the keeper and the sender; null for nothing.</summary>
    public Func<SendRequest, Task<SendRecord>>? Interposed { get; set; }

    public bool Punishes { get; init; }

    public Address? Contract { get; init; }

    public Address? Key { get; init; }

    public SenderOptions Sending { get; init; } = new()
    {
        WeiPerDayMax = UInt256.Parse("5000000000000000000"),
        FeePerGasMax = UInt256.Parse("5000000000000"),
        ConfirmationsMin = 2,
    };

    public List<string> Losses { get; } = [];

    /// <summary>Begins, with what an earlier one left.</summary>
    public async Task BeginAsync()
    {
        Kill();
        _sent = SqliteSendJournal.Open(Path.Combine(_folder.Path, "sent.db"));
        _answers = SqliteEngagementJournal.Open(Path.Combine(_folder.Path, "answers.db"));
        var log = new SenderPorts(
            _arena.Client, [_arena.Client], _sent, (_, record) => _keeper?.Changed(record),
            (record, _) => _keeper?.StandingOf(record) ?? Standing.Holds);
        IRpcCaller node = Endpoint ?? _arena.Client;
        _keeper = new EngagementKeeper(new KeeperPorts
        {
            Chain = _arena.ChainId,
            Contract = Contract ?? _arena.Engagement,
            Stake = _arena.StakeContract,
            Key = Key ?? _signer.Address,
            Node = node,
            Send = (request, stop) => Interposed is { } before ? before(request) : _sender!.SendAsync(request, stop),
            Journal = _answers,
            Ranges = new RangeReader(node, _arena.ChainId, new NodeOptions(), TimeProvider.System),
            MakeSalt = () => Keccak256.HashUtf8(Guid.NewGuid().ToString()),
            Sight = new Sight(_arena.ChainId, () => 0, signal => Losses.Add(signal.Summary), _ => Losses.Clear()),
            Events = _events,
            Time = TimeProvider.System,
            Options = new EngagementOptions { SpreadMax = TimeSpan.Zero },
            Punishes = Punishes,
        });
        _sender = await Sender.StartAsync(_arena.ChainId, _signer, log, Sending, TimeProvider.System, Stop);
    }

    /// <summary>What a power failure leaves: the files.</summary>
    public void Kill()
    {
        _keeper?.Dispose();
        _sender?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _sent?.Dispose();
        _answers?.Dispose();
        (_keeper, _sender, _sent, _answers) = (null, null, null, null);
    }

    /// <summary>One look, one block, and what the sender makes of it; so often.</summary>
    public async Task StepAsync(int times = 1)
    {
        for (int i = 0; i < times; i++)
        {
            await _keeper!.LookAsync(Stop);
            await _arena.MineAsync();
            await _sender!.LookAsync(Stop);
        }
    }

    public Task LookAsync() => _keeper!.LookAsync(Stop);

    /// <summary>The kinds of what was told by now.</summary>
    public async Task<List<string>> ToldAsync()
    {
        await Task.Yield();
        string marker = Guid.NewGuid().ToString();
        _events.Tell(new NodeEvent.SightRestored(0, _events.Now, marker));
        while (!_told.OfType<NodeEvent.SightRestored>().Any(told => told.Missing == marker)) await Task.Yield();
        return [.. _told.OfType<NodeEvent.Duty>().Select(duty => duty.Kind)];
    }

    /// <summary>All that was told and sent, for a failure's message.</summary>
    public async Task<string> StoryAsync()
    {
        await ToldAsync();
        IEnumerable<string> told = _told.OfType<NodeEvent.Duty>().Select(duty => $"{duty.Kind}: {duty.Text}");
        IEnumerable<string> sent = Sent.ReadOpen(_arena.ChainId, _signer.Address).Select(record =>
            $"{record.Request.Key} {record.State} at {record.Nonce} {record.Inclusion?.BlockNumber} {record.Obstacle}");
        List<string> blocks = [];
        ulong head = await _arena.Client.BlockNumberAsync(Stop);
        for (ulong number = head - Math.Min(head, 24); number <= head; number++)
        {
            using RpcPayload receipts = await _arena.Client.CallRawAsync(
                new RpcCall("eth_getBlockReceipts", number), Stop);
            using var json = System.Text.Json.JsonDocument.Parse(receipts.Json);
            BlockHeader? header = await _arena.Client.GetBlockHeaderAsync(number, Stop);
            blocks.Add($"block {number} at {header!.Timestamp}: " + string.Join(", ", json.RootElement.EnumerateArray()
                .Select(receipt => $"{receipt.GetProperty("transactionHash")} {receipt.GetProperty("status")}")));
        }

        return string.Join('\n', [.. told, .. sent, .. Losses, .. blocks]);
    }

    public string Said(string kind) => string.Join(
        '\n', _told.OfType<NodeEvent.Duty>().Where(duty => duty.Kind == kind).Select(duty => duty.Text));

    public async ValueTask DisposeAsync()
    {
        Kill();
        _events.Complete();
        await _telling;
        _signer.Dispose();
        _folder.Dispose();
    }

    void INodeListener.Take(NodeEvent happened) => _told.Enqueue(happened);
}
