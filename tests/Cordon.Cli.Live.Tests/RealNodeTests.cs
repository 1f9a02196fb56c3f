using System.Text;
using System.Text.Json;
using Cordon.Arena;
using Cordon.Arena.Nodes;
using Cordon.Ethereum.Rpc;
using Cordon.RpcServer;
using Cordon.RpcServer.Faults;
using Cordon.Storage.Tests;

namespace Cordon.Cli.Live.Tests;

/// <summary>The program follows and explains a real node (anvil), and a node that goes away.</summary>
public sealed class RealNodeTests : IDisposable
{
    private const string Alice = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";
    private const string Bob = "0x00000000000000000000000000000000000000b0";

    private const string Contract = "0x5fbdb2315678afecb367f032d93f642f64180aa3"; // the first that Alice creates

    // Whoever calls it makes it log OwnershipTransferred(0x11.., 0x22..).
    private static readonly string Code = "0x604f8060095f395ff3" + "73" + new string('2', 40) + "73"
        + new string('1', 40) + "7f8be0079c531659141344cd1fd0a4f28419497f9722a3daafe3b4186f6b6457e05f5fa300";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Follows_new_blocks_and_takes_back_what_a_reorganisation_drops(bool overWebSocket)
    {
        await using AnvilNode node = await StartAsync();
        await using RpcClient client = new(node.Http);
        string database = _folder.File("follow.db"), output = _folder.File("signals.jsonl");
        await using CordonProcess follow = CordonProcess.Start("scan", "--rpc",
            overWebSocket ? node.WebSocket.ToString() : node.Http.ToString(),
            "--blocks", "0..follow", "--db", database, "--format", "jsonl", "--out", output);

        await DeployAsync(client);
        string snapshot = await CallAsync(client, "evm_snapshot");
        await CallAsync(client, "eth_sendTransaction", Transaction(("to", Contract)));
        for (int i = 0; i < 2; i++) await CallAsync(client, "evm_mine");
        await follow.UntilAsync(_ => Lines(output).Length == 1, "the signal about the new owner");
        string found = Lines(output)[0];
        await CallAsync(client, "evm_revert", RpcParam.Json(snapshot));
        await CallAsync(client, "evm_setNextBlockTimestamp", RpcParam.Json("4000000000")); // so another block 2
        for (int i = 0; i < 3; i++) await CallAsync(client, "evm_mine");
        await follow.UntilAsync(_ => Lines(output).Length == 2, "its retraction");

        Assert.Equal(0, await follow.InterruptAsync());
        JsonElement first = JsonDocument.Parse(found).RootElement;
        JsonElement second = JsonDocument.Parse(Lines(output)[1]).RootElement;
        Assert.Equal((2, false), (first.GetProperty("block").GetInt32(), first.GetProperty("retracted").GetBoolean()));
        Assert.True(second.GetProperty("retracted").GetBoolean());
        Assert.Equal(first.GetProperty("id").GetString(), second.GetProperty("id").GetString());
        Assert.Contains("1 signals withdrawn", follow.Error);
        Assert.Empty(LiveChain.SignalsIn(database));
    }

    [Fact]
    public async Task Follows_on_after_a_reorganisation_that_happened_while_it_was_not_running()
    {
        await using AnvilNode node = await StartAsync();
        await using RpcClient client = new(node.Http);
        string database = _folder.File("follow.db");
        string[] scan = ["scan", "--rpc", node.Http.ToString(), "--db", database, "--format", "jsonl", "--blocks"];
        await DeployAsync(client);
        string snapshot = await CallAsync(client, "evm_snapshot");
        await CallAsync(client, "eth_sendTransaction", Transaction(("to", Contract)));
        for (int i = 0; i < 3; i++) await CallAsync(client, "evm_mine");
        await CordonProcess.RunAsync(0, [.. scan, "0..latest"]);
        Assert.Single(LiveChain.SignalsIn(database));
        await CallAsync(client, "evm_revert", RpcParam.Json(snapshot));
        await CallAsync(client, "evm_setNextBlockTimestamp", RpcParam.Json("4000000000"));
        for (int i = 0; i < 4; i++) await CallAsync(client, "evm_mine");

        CordonProcess second = await CordonProcess.RunAsync(0, [.. scan, "0..latest"]);

        Assert.True(JsonDocument.Parse(Assert.Single(second.OutLines)).RootElement
            .GetProperty("retracted").GetBoolean());
        Assert.Empty(LiveChain.SignalsIn(database));
    }

    [Fact]
    public async Task The_times_of_what_was_found_while_following_go_into_the_risk_report()
    {
        await using AnvilNode node = await StartAsync();
        await using RpcClient client = new(node.Http);
        string database = _folder.File("follow.db"), past = _folder.File("past.db"), model = _folder.File("model.yaml");
        string config = _folder.File("cordon.yaml"); // a protected contract's new owner is an incident
        File.WriteAllText(model, "name: m");
        File.WriteAllText(
            config, $"protocols:\n  - name: p\n    chain: 31337\n    contracts:\n      - \"{Contract}\"\n");
        string[] report = ["risk", "report", "--model", model, "--json", "--db"];
        await DeployAsync(client);
        await CordonProcess.RunAsync(0, "scan", "--rpc", node.Http.ToString(), "--blocks", "0..1", "--db", past,
            "--config", config);
        CordonProcess nothing = await CordonProcess.RunAsync(2, [.. report, past]);
        await using CordonProcess follow = CordonProcess.Start(
            "scan", "--rpc", node.Http.ToString(), "--blocks", "0..follow", "--db", database, "--config", config);
        await follow.UntilAsync(_ => LiveChain.BlocksIn(database).Contains(1UL), "the blocks there are");

        await CallAsync(client, "eth_sendTransaction", Transaction(("to", Contract)));
        await CallAsync(client, "evm_mine");
        await follow.UntilAsync(_ => LiveChain.SignalsIn(database).Length == 1, "the signal about the new owner");

        Assert.Equal(0, await follow.InterruptAsync());
        CordonProcess told = await CordonProcess.RunAsync(0, [.. report, database]);
        JsonElement detection = JsonDocument.Parse(told.Out).RootElement.GetProperty("detection");
        Assert.Contains("--blocks follow", nothing.Error);
        Assert.Contains("1 incidents in follow.db", detection.GetProperty("source").GetString());
        Assert.InRange(detection.GetProperty("detect").GetProperty("meanMinutes").GetDouble(), 0, 1);
    }

    [Fact]
    public async Task Survives_an_endpoint_that_goes_away_and_comes_back()
    {
        await using LiveChain chain = await LiveChain.MadeUpAsync(_folder, 40, options => options with { Head = 5 });
        string database = _folder.File("follow.db");
        await using CordonProcess follow = CordonProcess.Start(
            "scan", "--rpc", chain.Url, "--blocks", "1..follow", "--db", database);
        await follow.UntilAsync(_ => LiveChain.BlocksIn(database).Length == 5, "the first five blocks");

        chain.Strike(FaultKind.Disconnect);
        await follow.UntilAsync(run => run.Error.Contains("eth_getBlockByNumber", StringComparison.Ordinal)
            || run.Error.Contains(chain.Url, StringComparison.Ordinal), "word of the outage");
        await chain.Server.AdvanceAsync(20);
        chain.Server.Faults.Clear();

        await follow.UntilAsync(_ => LiveChain.BlocksIn(database).Length == 25, "the blocks of the outage");
        Assert.Equal(0, await follow.InterruptAsync());
        Assert.Contains("25 blocks, ", follow.Error);
    }

    [Fact]
    public async Task Explains_a_payment_with_the_balances_before_and_after()
    {
        await using AnvilNode node = await StartAsync();
        await using RpcClient client = new(node.Http);
        await CallAsync(client, "eth_sendTransaction", Transaction(("to", Bob), ("value", "0x1bc16d674ec80000")));
        await CallAsync(client, "evm_mine");
        string tx = await CallAsync(
            client, "eth_sendTransaction", Transaction(("to", Bob), ("value", "0xde0b6b3a7640000")));
        await CallAsync(client, "evm_mine");
        tx = tx.Trim('"');

        CordonProcess text = await CordonProcess.RunAsync(0, "explain", tx, "--rpc", node.Http.ToString());
        CordonProcess json = await CordonProcess.RunAsync(0, "explain", tx, "--rpc", node.Http.ToString(), "--json");
        CordonProcess none = await CordonProcess.RunAsync(
            2, "explain", "0x" + new string('9', 64), "--rpc", node.Http.ToString());

        Assert.Contains("+1 ETH  (2 ETH before, 3 ETH after)", text.Out);
        JsonElement bob = JsonDocument.Parse(json.Out).RootElement.GetProperty("balances").EnumerateArray()
            .Single(balance => balance.GetProperty("account").GetString() == Bob);
        Assert.Equal(("2 ETH", "3 ETH"), (bob.GetProperty("before").GetString(), bob.GetProperty("after").GetString()));
        Assert.Contains("there is no transaction 0x9999", none.Error);
    }

    private static string[] Lines(string file)
    {
        if (!File.Exists(file)) return [];
        string text = File.ReadAllText(file);
        Assert.True(text.Length == 0 || text.EndsWith('\n'), "half a line is in the file");
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static async Task DeployAsync(RpcClient client)
    {
        await CallAsync(client, "eth_sendTransaction", Transaction(("data", Code), ("gas", "0x30d40")));
        await CallAsync(client, "evm_mine");
    }

    private static RpcParam Transaction(params (string Name, string Value)[] members) => RpcParam.Json(
        "{" + string.Join(',', members.Append(("from", Alice)).Select(m => $"\"{m.Item1}\":\"{m.Item2}\"")) + "}");

    private static async Task<AnvilNode> StartAsync()
    {
        try
        {
            return await AnvilNode.StartAsync(new AnvilOptions(), null, TestContext.Current.CancellationToken);
        }
        catch (ArenaException e) when (e.Message.Contains("is not installed", StringComparison.Ordinal))
        {
            Assert.Skip(e.Message);
            throw;
        }
    }

    private static async Task<string> CallAsync(RpcClient node, string method, params RpcParam[] parameters)
    {
        using RpcPayload result = await node.CallRawAsync(
            new RpcCall(method, parameters), TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(result.Json.Span);
    }
}
