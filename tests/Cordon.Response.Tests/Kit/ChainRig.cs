using Cordon.Arena;
using Cordon.Arena.Nodes;
using Cordon.Domain.Sending;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Response.Sending;
using Cordon.Response.Signing;
using Cordon.Storage.Sqlite;

namespace Cordon.Response.Tests.Kit;

/// <summary>A local chain with a funded account and a journal on disk, to send from.</summary>
internal sealed class ChainRig : IAsyncDisposable
{
    public const ulong ChainId = 31_337;

    private readonly AnvilNode _anvil;
    private readonly string _folder = Directory.CreateTempSubdirectory("cordon-send-").FullName;
    private SqliteSendJournal? _journal;

    private ChainRig(AnvilNode anvil) => (_anvil, Node) = (anvil, new RpcClient(anvil.Http));

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public RpcClient Node { get; }

    public RpcEndpoint Endpoint => _anvil.Http;

    public LocalSigner Signer { get; } = new(PrivateKey.Generate());

    public ManualClock Clock { get; } = new();

    public SqliteSendJournal Journal => _journal ??= SqliteSendJournal.Open(Path.Combine(_folder, "sent.db"));

    public static Address Target { get; } = Address.Parse("0x00000000000000000000000000000000000c0de5");

    public static async Task<ChainRig> StartAsync(AnvilOptions? options = null)
    {
        try
        {
            return await AnvilNode.StartAsync(
                options ?? new AnvilOptions(),
                async node =>
                {
                    var rig = new ChainRig(node);
                    await rig.AskAsync("anvil_setBalance", rig.Signer.Address, UInt256.Pow(10, 20).ToQuantity());
                    return rig;
                },
                cancellation: Cancellation);
        }
        catch (ArenaException missing) when (missing.Message.Contains("is not installed", StringComparison.Ordinal))
        {
            Assert.Skip(missing.Message);
            throw;
        }
    }

    public SendRequest Request(string key, string data = "0x") => new()
    {
        Key = key,
        Chain = ChainId,
        To = Target,
        Data = Convert.FromHexString(data[2..]),
        GasLimit = 60_000,
        ExpiresAt = Clock.GetUtcNow() + TimeSpan.FromMinutes(10),
    };

    public Task<Sender> SenderAsync(SenderOptions? options = null, params IRpcCaller[] broadcast) => Sender.StartAsync(
        ChainId, Signer, new SenderPorts(Node, broadcast.Length == 0 ? [Node] : broadcast, Journal),
        options ?? new SenderOptions { ConfirmationsMin = 2 }, Clock, Cancellation);

    /// <summary>The journal as the next run of the program finds it.</summary>
    public void Reopen()
    {
        _journal?.Dispose();
        _journal = null;
    }

    public async Task MineAsync(int blocks = 1)
    {
        for (int i = 0; i < blocks; i++) await AskAsync("evm_mine");
    }

    public Task<ulong> NonceAsync() => Node.GetTransactionCountAsync(Signer.Address, "latest", Cancellation);

    public async Task<string> AskAsync(string method, params RpcParam[] parameters)
    {
        using RpcPayload answer = await Node.CallRawAsync(new RpcCall(method, parameters), Cancellation);
        return System.Text.Encoding.UTF8.GetString(answer.Json.Span);
    }

    /// <summary>Transactions to the target in blocks from 1 to the head, in order.</summary>
    public async Task<List<Hash256>> MinedAsync()
    {
        List<Hash256> found = [];
        ulong head = await Node.BlockNumberAsync(Cancellation);
        for (ulong number = 1; number <= head; number++)
        {
            using RpcPayload block = await Node.CallRawAsync(
                new RpcCall("eth_getBlockByNumber", number, true), Cancellation);
            using var json = System.Text.Json.JsonDocument.Parse(block.Json);
            found.AddRange(json.RootElement.GetProperty("transactions").EnumerateArray()
                .Where(transaction =>
                    Address.TryParse(transaction.GetProperty("to").GetString(), out Address to) && to == Target)
                .Select(transaction => Hash256.Parse(transaction.GetProperty("hash").GetString()!)));
        }

        return found;
    }

    public async ValueTask DisposeAsync()
    {
        await Node.DisposeAsync();
        await _anvil.DisposeAsync();
        Signer.Dispose();
        Reopen();
        Directory.Delete(_folder, recursive: true);
    }
}
