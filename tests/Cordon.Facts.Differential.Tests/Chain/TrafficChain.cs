using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text.Json;
using Cordon.Arena;
using Cordon.Arena.Bindings;
using Cordon.Arena.Chain;
using Cordon.Arena.Deployment;
using Cordon.Arena.Nodes;
using Cordon.Domain.Blocks;
using Cordon.Engine.Sources.Node;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Facts.Differential.Tests.Chain;
using Cordon.Facts.Differential.Tests.Traffic;

[assembly: AssemblyFixture(typeof(TrafficChain))]

namespace Cordon.Facts.Differential.Tests.Chain;

/// <summary>A real chain with random traffic, played once for all tests.</summary>
public sealed class TrafficChain : IAsyncLifetime
{
    public const int TransactionCount = 1_000;

    private const int TraderCount = 5;
    private const int ActsPerBlockMax = 14;
    private const ulong ChainId = 31_337;

    private static readonly Address[] Strangers =
    [
        Address.Parse("0x00000000000000000000000000000000000a11ce"),
        Address.Parse("0x0000000000000000000000000000000000000b0b"),
    ];

    private readonly List<TrafficBlock> _blocks = [];
    private readonly Dictionary<string, (int Sent, int Failed)> _outcomes = [];

    /// <summary>Why there is no chain, where a tool is not installed; else null.</summary>
    public string? MissingTool { get; private set; }

    public int Seed { get; } = Environment.GetEnvironmentVariable("CORDON_SEED") is { Length: > 0 } text
        ? int.Parse(text, CultureInfo.InvariantCulture)
        : RandomNumberGenerator.GetInt32(int.MaxValue);

    /// <summary>The token that wraps ether.</summary>
    public Address Wrapper { get; private set; }

    internal IReadOnlyList<TrafficBlock> Blocks => _blocks;

    /// <summary>For each kind of traffic, how many transactions were sent and how many of them reverted.</summary>
    internal IReadOnlyDictionary<string, (int Sent, int Failed)> Outcomes => _outcomes;

    public async ValueTask InitializeAsync()
    {
        try
        {
            await PlayAsync(TestContext.Current.CancellationToken);
        }
        catch (ArenaException e) when (e.Message.Contains("is not installed", StringComparison.Ordinal))
        {
            MissingTool = e.Message;
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task PlayAsync(CancellationToken cancellation)
    {
        await using AnvilNode anvil = await AnvilNode.StartAsync(new AnvilOptions(), cancellation: cancellation);
        await using var node = new RpcClient(
            anvil.Http, new RpcClientOptions { BatchCallsMax = BalanceReader.BatchCallsMax });
        var chain = new LocalChain(node, ChainId, new Journal());
        using Stage stage = await Stage.BuildAsync(chain, Seed, TraderCount, cancellation);
        var sender = new TrafficSender(node, ChainId);
        var random = new Random(Seed);
        Cast cast = await CastAsync(stage, cancellation);
        Wrapper = cast.World.Weth;
        ulong first = await PrepareAsync(cast, sender, random, cancellation) + 1;

        var traffic = new RandomTraffic(cast, random);
        foreach (string kind in traffic.Kinds) _outcomes.Add(kind, default);
        var sent = new List<List<TrafficAct>>();
        for (int left = TransactionCount; left > 0; left -= sent[^1].Count)
        {
            int count = Math.Min(left, random.Next(1, ActsPerBlockMax + 1));
            sent.Add([traffic.Question(), .. Enumerable.Range(1, count - 1).Select(_ => traffic.Next())]);
            await sender.MineAsync(sent[^1], random, cancellation);
        }

        await ReadBackAsync(node, cast, first, sent, cancellation);
    }

    private static async Task<Cast> CastAsync(Stage stage, CancellationToken cancellation)
    {
        LocalChain chain = stage.Chain;
        var relays = new List<Address>();
        for (int i = 0; i < 2; i++) relays.Add(await CreateAsync(Bytecode.Relay));
        Address regret = await CreateAsync(Bytecode.Regret);
        Address testator = await CreateAsync(Bytecode.Testator(Strangers[0]));
        foreach (ArenaAccount trader in stage.Traders)
            await chain.EndowAsync(trader.Address, Deployer.Ether(10_000), cancellation);
        return new Cast(stage.World, stage.Traders, Strangers, relays, regret, testator);

        Task<Address> CreateAsync(byte[] code) =>
            chain.DeployAsync(new Act(stage.Traders[0], To: null, code, "creates a contract"), cancellation);
    }

    // Everybody may take from everybody, relays have tokens, traders have shares of the pools and a debt to pay back.
    private static async Task<ulong> PrepareAsync(
        Cast cast, TrafficSender sender, Random random, CancellationToken cancellation)
    {
        ulong block = 0;
        ArenaWorld world = cast.World;
        foreach (ArenaAccount trader in cast.Traders)
        {
            var acts = new List<TrafficAct>();
            foreach (Address token in cast.Tokens)
            {
                Address[] spenders = [world.Router, cast.Regret, .. cast.Traders.Select(other => other.Address)];
                foreach (Address spender in spenders)
                    Add(token, new TestToken.ApproveCall(spender, UInt256.MaxValue).Encode());
            }

            foreach (Address relay in cast.Relays)
            {
                foreach (Address token in (Address[])[world.Weth, world.Coin, world.Dollar])
                    Add(token, new TestToken.TransferCall(relay, Deployer.Ether(2)).Encode());
            }

            foreach (Address token in (Address[])[world.Coin, world.Dollar])
            {
                Add(world.Router, new UniswapV2Router.AddLiquidityCall(
                    world.Weth, token, Deployer.Ether(2), Deployer.Ether(10_000), 0, 0, trader.Address,
                    Deployer.NoDeadline).Encode());
            }

            Add(world.Lender, new SpotPriceLender.DepositCollateralCall(Deployer.Ether(10)).Encode());
            Add(world.Lender, new SpotPriceLender.BorrowCall(Deployer.Ether(1) / 1_000).Encode());
            foreach (TrafficAct[] part in acts.Chunk(40))
                block = await sender.MineAsync(part, random, cancellation);

            void Add(Address to, byte[] data) => acts.Add(new TrafficAct("preparation", trader, to, data));
        }

        return block;
    }

    private async Task ReadBackAsync(
        RpcClient node, Cast cast, ulong first, List<List<TrafficAct>> sent, CancellationToken cancellation)
    {
        ulong last = first + (ulong)sent.Count - 1;
        var recordings = new List<byte[]>();
        await foreach (RawBlock raw in new NodeBlockSource(node, new BlockSelection(first, last, Follows: false))
            .ReadAsync(cancellation))
        {
            using (raw) recordings.Add(raw.Bytes.ToArray());
        }

        JsonDocument[] read = [.. recordings.Select(recording => JsonDocument.Parse(recording))];
        var entries = new HashSet<Entry>(
            from account in cast.Everybody.Append(Address.Zero)
            from asset in cast.Tokens.Select(token => (Address?)token).Append(null)
            select new Entry(account, asset));
        foreach (JsonDocument recording in read)
            entries.UnionWith(Fees.Created(recording.RootElement).Select(created => new Entry(created, null)));

        var reader = new BalanceReader(node);
        Dictionary<Entry, BigInteger> before = await reader.ReadAsync(entries, first - 1, cancellation);
        for (int i = 0; i < sent.Count; i++)
        {
            ulong number = first + (ulong)i;
            Dictionary<Entry, BigInteger> after = await reader.ReadAsync(entries, number, cancellation);
            JsonElement recording = read[i].RootElement;
            Note(sent[i], recording);
            _blocks.Add(new TrafficBlock(
                number, recordings[i], Changes(before, after, Fees.Of(recording)), [.. sent[i].Select(a => a.Kind)]));
            before = after;
            read[i].Dispose();
        }
    }

    private static Dictionary<Entry, BigInteger> Changes(
        Dictionary<Entry, BigInteger> before, Dictionary<Entry, BigInteger> after, Dictionary<Address, BigInteger> fees)
    {
        var changes = after.ToDictionary(pair => pair.Key, pair => pair.Value - before[pair.Key]);
        foreach ((Address account, BigInteger fee) in fees) changes[new Entry(account, null)] -= fee;
        return changes;
    }

    private void Note(List<TrafficAct> acts, JsonElement recording)
    {
        JsonElement[] transactions = [.. recording.GetProperty("block").GetProperty("transactions").EnumerateArray()];
        JsonElement[] receipts = [.. recording.GetProperty("receipts").EnumerateArray()];
        Assert.Equal(acts.Count, receipts.Length);
        foreach (IGrouping<Address, TrafficAct> bySender in acts.GroupBy(act => act.Sender.Address))
        {
            // A sender's transactions keep their order, whatever the order between senders.
            string sender = bySender.Key.ToString();
            IEnumerable<int> places = Enumerable.Range(0, transactions.Length).Where(i => Address.Parse(
                transactions[i].GetProperty("from").GetString()!).ToString() == sender);
            foreach ((TrafficAct act, int place) in bySender.Zip(places))
            {
                bool failed = receipts[place].GetProperty("status").GetString() == "0x0";
                (int sentBefore, int failedBefore) = _outcomes[act.Kind];
                _outcomes[act.Kind] = (sentBefore + 1, failedBefore + (failed ? 1 : 0));
            }
        }
    }
}
