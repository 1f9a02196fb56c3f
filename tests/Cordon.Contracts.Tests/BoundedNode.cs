using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Cordon.Ethereum.Rpc;
using Cordon.Faults.Tests.Kit;

namespace Cordon.Contracts.Tests;

/// <summary>Stands before a node as a public provider does: bounds the blocks of one eth_getLogs, and may lack the
/// state of old blocks.</summary>
internal sealed class BoundedNode : IAsyncDisposable
{
    private readonly RpcProxy _proxy;

    public BoundedNode(string node)
    {
        _proxy = new RpcProxy(node) { OnRequest = Judge };
        Client = new RpcClient(RpcEndpoint.Parse(Url));
    }

    public string Url => _proxy.Url;

    public RpcClient Client { get; }

    /// <summary>The most blocks in one call; 0 for no logs at all.</summary>
    public ulong BlocksMax { get; set; } = 25;

    public OldCode Code { get; set; }

    /// <summary>The first block whose state is not old.</summary>
    public ulong StateFrom { get; set; }

    /// <summary>What was answered of the events.</summary>
    public ConcurrentQueue<Page> Pages { get; } = [];

    public int Refused { get; private set; }

    public int CodesAsked { get; private set; }

    /// <summary>Demands that no block was asked for twice for the same events, and none left out.</summary>
    public void RequireEveryBlockOnce(ulong last)
    {
        Assert.NotEmpty(Pages);
        foreach (IGrouping<string, Page> asked in Pages.GroupBy(page => $"{page.Contract} {page.Topics}"))
        {
            Page[] pages = [.. asked.OrderBy(page => page.From)];
            for (int i = 1; i < pages.Length; i++) Assert.Equal(pages[i - 1].To + 1, pages[i].From);
            if (!asked.Key.Contains(GuardianStake.OwnershipTransferredEvent.Topic.ToString(), StringComparison.Ordinal))
                Assert.Equal(last, pages[^1].To);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await _proxy.DisposeAsync();
    }

    private static ulong Number(JsonNode? quantity) => ulong.Parse(
        quantity!.GetValue<string>().AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private JsonObject? Judge(JsonObject request)
    {
        JsonNode? parameters = request["params"];
        switch (request["method"]!.GetValue<string>())
        {
            case "eth_getLogs":
                JsonNode filter = parameters![0]!;
                Page page = new(
                    $"{filter["address"]}", filter["topics"]!.ToJsonString(),
                    Number(filter["fromBlock"]), Number(filter["toBlock"]));
                if (page.To - page.From < BlocksMax)
                {
                    Pages.Enqueue(page);
                    return null;
                }

                Refused++;
                return Error($"query exceeds max block range {BlocksMax}");
            case "eth_getCode" when parameters![1]!.GetValue<string>().StartsWith("0x", StringComparison.Ordinal):
                CodesAsked++;
                if (Number(parameters[1]) >= StateFrom || Code == OldCode.Told) return null;
                if (Code == OldCode.Refused) return Error("missing trie node");
                parameters[0] = $"0x{new string('7', 40)}"; // nobody's
                return null;
            default:
                return null;
        }
    }

    private static JsonObject Error(string words) => new() { ["code"] = -32_000, ["message"] = words };

    /// <summary>The blocks of one call, and what was looked for in them.</summary>
    public sealed record Page(string Contract, string Topics, ulong From, ulong To);
}
