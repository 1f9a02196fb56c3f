using System.Collections.Concurrent;
using Cordon.Domain.Ports;
using Cordon.Domain.Sending;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Response.Sending;
using Cordon.Response.Signing;
using Cordon.Storage.Sqlite;

namespace Cordon.Response.Attestations.Tests.Kit;

/// <summary>One guardian of a <see cref="GuardianWorld"/>: its key, its files, its server, and its exchange while it
/// runs.</summary>
internal sealed class GuardianNode(GuardianWorld world, int number, ExchangeServer server, string folder)
    : IAsyncDisposable
{
    private readonly LocalSigner _signer = new(KeyOf(number));
    private readonly SemaphoreSlim _sending = new(1, 1);
    private SqliteAttestationJournal? _journal;
    private SqliteSendJournal? _sent;
    private Sender? _sender;

    public PrivateKey Key { get; } = KeyOf(number);

    /// <summary>The account that registers; nobody has its key.</summary>
    public Address Account { get; } = Address.FromWord((UInt256)(ulong)number + 0x100_000);

    public ExchangeServer Server => server;

    public string Endpoint => $"http://{server.Address}";

    public GuardianExchange? Exchange { get; private set; }

    public ConcurrentQueue<ExchangeEvent> Events { get; } = new();

    public ConcurrentQueue<SendRequest> Requests { get; } = new();

    /// <summary>When it first held a quorum of each incident, on the monotonic clock.</summary>
    public ConcurrentDictionary<Hash256, long> QuorumHeldAt { get; } = new();

    /// <summary>Whether what it would send is lost, as where it dies at that moment.</summary>
    public bool Swallows { get; set; }

    /// <summary>Paces for a test on one machine.</summary>
    public static ExchangeOptions Brisk { get; } = new()
    {
        AllowsPrivateAddresses = true,
        PollInterval = TimeSpan.FromMilliseconds(200),
        PullInterval = TimeSpan.FromMilliseconds(500),
        BatchWindow = TimeSpan.FromMilliseconds(20),
        SubmitStep = TimeSpan.FromMilliseconds(150),
        SubmitPatience = TimeSpan.FromSeconds(2),
    };

    /// <summary>Paces for many nodes on one machine, whose chain is one process.</summary>
    public static ExchangeOptions Hundred { get; } = Brisk with
    {
        PollInterval = TimeSpan.FromSeconds(2),
        PullInterval = TimeSpan.FromSeconds(4),
        BatchWindow = TimeSpan.FromMilliseconds(100),
        Fanout = 4,
        SubmitStep = TimeSpan.FromSeconds(2),
        SubmitPatience = TimeSpan.FromSeconds(30),
        RequestTimeout = TimeSpan.FromSeconds(10),
    };

    public SqliteAttestationJournal Journal
    {
        get
        {
            Directory.CreateDirectory(folder);
            return _journal ??= SqliteAttestationJournal.Open(Path.Combine(folder, "attested.db"), world.Scope.Name);
        }
    }

    /// <summary>Starts the exchange.</summary>
    /// <param name="submits">Whether it sends to the chain, with a real sender.</param>
    public async Task<GuardianExchange> StartAsync(
        CancellationToken stop, ExchangeOptions? options = null, TimeProvider? time = null, bool submits = true,
        IAttestationJournal? journal = null, IRpcCaller? node = null)
    {
        var ports = new ExchangePorts(node ?? world.Node, _signer, journal ?? Journal, server)
        {
            OnEvent = Note,
            Account = Key.Address,
            Submit = submits ? SubmitAsync : null,
        };
        return Exchange = await GuardianExchange.StartAsync(world.Scope, ports, options ?? Brisk, time, stop);
    }

    /// <summary>Stops the exchange as a crash would leave it: the files stay as they are.</summary>
    public async Task StopAsync()
    {
        if (Exchange is not null) await Exchange.DisposeAsync();
        Exchange = null;
        _journal?.Dispose();
        _journal = null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await server.DisposeAsync();
        if (_sender is not null) await _sender.DisposeAsync();
        _sent?.Dispose();
        _signer.Dispose();
        Key.Dispose();
        _sending.Dispose();
    }

    private void Note(ExchangeEvent happened)
    {
        if (happened is ExchangeEvent.QuorumHeld held)
            QuorumHeldAt.TryAdd(held.Standing.Incident, TimeProvider.System.GetTimestamp());
        Events.Enqueue(happened);
    }

    private async Task SubmitAsync(SendRequest request, CancellationToken stop)
    {
        Requests.Enqueue(request);
        if (Swallows) return;
        await _sending.WaitAsync(stop);
        try
        {
            Directory.CreateDirectory(folder);
            _sent ??= SqliteSendJournal.Open(Path.Combine(folder, "sent.db"));
            _sender ??= await Sender.StartAsync(
                GuardianWorld.ChainId, _signer, new SenderPorts(world.Node, [world.Node], _sent),
                cancellation: stop);
            await _sender.SendAsync(request, stop);
        }
        finally
        {
            _sending.Release();
        }
    }

    // The same in every run, so that a failure can be played again.
    private static PrivateKey KeyOf(int number) =>
        new(Keccak256.HashUtf8($"guardian {number}").ToArray());
}
