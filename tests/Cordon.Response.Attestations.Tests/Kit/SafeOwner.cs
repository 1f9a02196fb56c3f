using System.Collections.Concurrent;
using Cordon.Domain.Sending;
using Cordon.Ethereum;
using Cordon.Response.Attestations.Safes;
using Cordon.Response.Sending;
using Cordon.Response.Signing;
using Cordon.Storage.Sqlite;

namespace Cordon.Response.Attestations.Tests.Kit;

/// <summary>An owner of a Safe with a node: its key, its files, a real sender, and what it was told.</summary>
internal sealed class SafeOwner : IAsyncDisposable
{
    private readonly GuardianWorld _world;
    private readonly DirectoryInfo _folder;
    private readonly SqliteSendJournal _sent;
    private readonly Sender _sender;
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(Worlds.Stop);
    private Task _running = Task.CompletedTask;

    private SafeOwner(
        GuardianWorld world, LocalSigner signer, DirectoryInfo folder, SqliteSendJournal sent, Sender sender)
    {
        (_world, Signer, _folder, _sent, _sender) = (world, signer, folder, sent, sender);
        Journal = SqliteAttestationJournal.Open(Path.Combine(_folder.FullName, "attested.db"), world.Scope.Name);
        Attester = Start(world.Plan.Council);
    }

    public LocalSigner Signer { get; }

    public Address Account => Signer.Address;

    public SqliteAttestationJournal Journal { get; }

    public SafeAttester Attester { get; private set; }

    public ConcurrentQueue<ExchangeEvent> Events { get; } = new();

    /// <summary>What was given to the sender, once each.</summary>
    public ConcurrentDictionary<string, SendRequest> Requests { get; } = new(StringComparer.Ordinal);

    public int Approvals => CountOf("approve:");

    public int Attests => CountOf("attest:");

    public static async Task<SafeOwner> StartAsync(GuardianWorld world, PrivateKey key)
    {
        byte[] bytes = new byte[PrivateKey.SizeBytes];
        key.CopyTo(bytes);
        var signer = new LocalSigner(new PrivateKey(bytes)); // the world's own key outlives this one
        await world.AskAsync("anvil_setBalance", signer.Address, UInt256.Pow(10, 20).ToQuantity());
        DirectoryInfo folder = Directory.CreateTempSubdirectory("cordon-owner-");
        SqliteSendJournal sent = SqliteSendJournal.Open(Path.Combine(folder.FullName, "sent.db"));
        Sender sender = await Sender.StartAsync(
            GuardianWorld.ChainId, signer, new SenderPorts(world.Node, [world.Node], sent), cancellation: Worlds.Stop);
        return new SafeOwner(world, signer, folder, sent, sender);
    }

    /// <summary>Another attester of the same files, as after a restart; of another Safe where one is given.</summary>
    public SafeAttester Start(Address safe)
    {
        Attester?.Dispose();
        var ports = new ExchangePorts(_world.Node, Signer, Journal)
        {
            Account = Account,
            Submit = SubmitAsync,
            OnEvent = Events.Enqueue,
        };
        return Attester = new SafeAttester(_world.Scope, safe, ports, GuardianNode.Brisk);
    }

    /// <summary>Lets the attester go on by itself.</summary>
    public void Run() => _running = Attester.RunAsync(_stop.Token);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _running;
        }
        catch (OperationCanceledException)
        {
            // As wanted.
        }

        Attester.Dispose();
        await _sender.DisposeAsync();
        _sent.Dispose();
        Journal.Dispose();
        Signer.Dispose();
        _stop.Dispose();
        _folder.Delete(recursive: true);
    }

    private int CountOf(string kind) => Requests.Keys.Count(key => key.StartsWith(kind, StringComparison.Ordinal));

    private async Task SubmitAsync(SendRequest request, CancellationToken stop)
    {
        Requests.TryAdd(request.Key, request);
        await _sender.SendAsync(request, stop);
    }
}
