using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cordon.Arena.Bindings;
using Cordon.Ethereum;
using Cordon.Faults.Tests.Kit;
using Cordon.Node.Tests.Kit;

namespace Cordon.Faults.Tests;

/// <summary>Endpoints that lie, lag, or stop to offer what they did: said, outvoted, and no reason to fail.</summary>
[Collection(FaultCollection.Name)]
public class EndpointTests(FaultArena fixture, ITestOutputHelper output)
{
    [Fact]
    public async Task An_endpoint_that_lies_about_one_log_is_outvoted_and_named_and_the_attack_is_stopped()
    {
        GuardedArena arena = await fixture.BeginAsync(output);
        await using RpcProxy liar = new($"{arena.Node.Http}");
        int lies = 0;
        liar.OnAnswer = (_, answer) =>
        {
            if (TryLie(answer["result"])) Interlocked.Increment(ref lies);
        };
        using TemporaryFolder folder = new();
        string config = GuardConfig.Write(arena, folder.Path, [$"{arena.Ipc}", $"{arena.Node.Http}", liar.Url]);
        await using GuardProcess guard = GuardProcess.Start(arena, config);
        await guard.CatchUpAsync(arena);
        await fixture.SendAttackAsync();
        await fixture.UntilSentAsync(1, guard);
        await arena.MineAsync(); // a block with the logs of the raise

        JsonElement blind = default;
        await guard.UntilAsync(async () =>
        {
            await guard.CatchUpAsync(arena);
            blind = guard.Of("blind").FirstOrDefault(e => e.GetProperty("missing").GetString()!.StartsWith(
                $"agreement of {liar.Url}", StringComparison.Ordinal));
            if (blind.ValueKind != JsonValueKind.Undefined) return true;
            await arena.ActAsync( // one more block with a log: the liar may not have been asked about the last one
                Address.FromWord(0xbeef), arena.World.Weth, new Weth.DepositCall().Encode(), mines: true);
            return false;
        }, "the liar is named");

        Assert.Contains("is outvoted by", blind.GetProperty("cause").GetString());
        Assert.True(lies > 0);
        await fixture.AssertStoppedAsync(guard);
    }

    [Fact]
    public async Task An_endpoint_five_blocks_behind_is_named_and_the_attack_is_stopped()
    {
        GuardedArena arena = await fixture.BeginAsync(output);
        await using RpcProxy late = new($"{arena.Node.Http}");
        late.OnAnswer = (request, answer) =>
        {
            if ((string?)request["method"] != "eth_blockNumber") return;
            ulong head = ulong.Parse(((string)answer["result"]!)[2..], NumberStyles.HexNumber, null);
            answer["result"] = $"0x{head - 5:x}";
        };
        late.OnRequest = request =>
        {
            // "latest" is what it knows as the latest.
            if (request["params"] is JsonArray { Count: > 0 } parameters && (string?)request["method"] == "eth_call")
                return new JsonObject { ["code"] = -32_000, ["message"] = $"state of {parameters[^1]} is unknown" };
            return null;
        };
        using TemporaryFolder folder = new();
        string config = GuardConfig.Write(arena, folder.Path, [late.Url, $"{arena.Node.Http}", $"{arena.Ipc}"]);
        await using GuardProcess guard = GuardProcess.Start(arena, config);
        await guard.CatchUpAsync(arena);

        JsonElement blind = await guard.UntilAsync(
            "blind", e => e.GetProperty("missing").GetString() == $"endpoint {late.Url}"
                && e.GetProperty("cause").GetString()!.Contains("blocks behind", StringComparison.Ordinal));
        Assert.Contains("5 blocks behind", blind.GetProperty("cause").GetString());

        await fixture.SendAttackAsync();
        await fixture.UntilSentAsync(1, guard);
        await arena.MineAsync();
        await guard.CatchUpAsync(arena);
        await fixture.AssertStoppedAsync(guard);
    }

    [Fact]
    public async Task Without_traces_it_says_that_it_is_blind_and_its_invariants_still_stop_the_attack()
    {
        GuardedArena arena = await fixture.BeginAsync(output);
        await using RpcProxy plain = new($"{arena.Node.Http}");
        bool hasTraces = true;
        plain.OnRequest = request =>
        {
            string method = (string)request["method"]!;
            bool isTrace = method.StartsWith("debug_", StringComparison.Ordinal)
                || method.StartsWith("trace_", StringComparison.Ordinal);
            return isTrace && !Volatile.Read(ref hasTraces) ? RpcProxy.Missing(method) : null;
        };
        using TemporaryFolder folder = new();
        string config = GuardConfig.Write(arena, folder.Path, [plain.Url]);
        await using GuardProcess guard = GuardProcess.Start(arena, config);
        await guard.CatchUpAsync(arena);
        Assert.DoesNotContain(guard.Of("blind"), IsOfTheChain);

        Volatile.Write(ref hasTraces, false);
        await fixture.SendAttackAsync();
        await fixture.UntilSentAsync(1, guard);
        JsonElement blind = await guard.UntilAsync("blind", IsOfTheChain);
        await guard.UntilAsync("incident-opened", e =>
            e.GetProperty("incident").GetProperty("protocol").ValueKind == JsonValueKind.Null);
        await arena.MineAsync();
        await guard.UntilAsync("blind", e => e.GetProperty("missing").GetString() == "traces");
        await guard.CatchUpAsync(arena);

        Assert.NotEmpty(blind.GetProperty("unseen").EnumerateArray());
        await fixture.AssertStoppedAsync(guard);
    }

    // Not of an endpoint that was too slow for a moment, as on a machine that is busy with other tests.
    private static bool IsOfTheChain(JsonElement blind) =>
        !blind.GetProperty("missing").GetString()!.StartsWith("endpoint ", StringComparison.Ordinal);

    // Changes the first byte of the first log's data there is.
    private static bool TryLie(JsonNode? node)
    {
        if (node is JsonArray list) return list.Any(TryLie);
        if (node is not JsonObject item) return false;
        if (item["topics"] is JsonArray && (string?)item["data"] is { Length: > 4 } data)
        {
            item["data"] = $"0x{(data[2] == 'f' ? '0' : 'f')}{data[3..]}";
            return true;
        }

        return item["logs"] is JsonArray logs && TryLie(logs);
    }
}
