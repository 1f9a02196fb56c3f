using System.Text.Json;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Node.Tests.Duties;

/// <summary>The digest of spec/engagement.md by another way: from a node's raw answers, read as JSON, and written byte
/// by byte as the page says. Nothing of the node's own reading has a part in it.</summary>
internal static class ReferenceDigest
{
    private const string Transfer = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<Hash256> ComputeAsync(IRpcCaller node, ulong chain, ulong first, ulong last)
    {
        List<byte> bytes = [.. "cordon engagement 1"u8, .. Word(chain), .. Word(first), .. Word(last)];
        for (ulong number = first; number <= last; number++) bytes.AddRange(await BlockAsync(node, number));
        return Keccak256.Hash([.. bytes]);
    }

    private static async Task<byte[]> BlockAsync(IRpcCaller node, ulong number)
    {
        JsonElement block = await AskAsync(node, "eth_getBlockByNumber", number, false);
        JsonElement receipts = await AskAsync(node, "eth_getBlockReceipts", number);
        JsonElement traces = await AskAsync(
            node, "debug_traceBlockByNumber", number, RpcParam.Json("{\"tracer\":\"callTracer\"}"));
        List<byte> transactions = [];
        for (int i = 0; i < receipts.GetArrayLength(); i++)
            transactions.AddRange(OfTransaction(receipts[i], traces[i].GetProperty("result")));
        return Keccak256.Hash([
            .. Word(number), .. Hex.Parse(block.GetProperty("hash").GetString()!),
            .. Keccak256.Hash([.. transactions]).ToArray(),
        ]).ToArray();
    }

    private static byte[] OfTransaction(JsonElement receipt, JsonElement trace)
    {
        SortedDictionary<string, UInt256> net = new(StringComparer.Ordinal); // account and asset as lower-case digits
        void Move(string from, string to, string asset, UInt256 amount)
        {
            foreach ((string account, UInt256 change) in new[] { (from, -amount), (to, amount) })
            {
                string key = account[2..] + asset[2..];
                net[key] = net.GetValueOrDefault(key) + change;
            }
        }

        Value(trace, (from, to, amount) => Move(from, to, "0x" + new string('0', 40), amount));
        foreach (JsonElement log in receipt.GetProperty("logs").EnumerateArray())
        {
            string[] topics = [.. log.GetProperty("topics").EnumerateArray().Select(topic => topic.GetString()!)];
            string data = log.GetProperty("data").GetString()!;
            if (topics.Length != 3 || topics[0] != Transfer || data.Length < 66) continue;
            Move("0x" + topics[1][26..], "0x" + topics[2][26..], log.GetProperty("address").GetString()!,
                Hash256.Parse(data[..66]).ToUInt256());
        }

        List<byte> bytes = [.. Hex.Parse(receipt.GetProperty("transactionHash").GetString()!)];
        bytes.Add(receipt.GetProperty("status").GetString() == "0x1" ? (byte)1 : (byte)0);
        foreach ((string key, UInt256 change) in net.Where(pair => !pair.Value.IsZero))
            bytes.AddRange([.. Convert.FromHexString(key), .. Word(change)]);
        return Keccak256.Hash([.. bytes]).ToArray();
    }

    private static void Value(JsonElement frame, Action<string, string, UInt256> move)
    {
        if (frame.TryGetProperty("error", out _)) return;
        bool moves = frame.GetProperty("type").GetString() is "CALL" or "CREATE" or "CREATE2" or "SELFDESTRUCT";
        if (moves && frame.TryGetProperty("value", out JsonElement value))
        {
            UInt256 amount = UInt256.ParseQuantity(value.GetString()!);
            move(frame.GetProperty("from").GetString()!, frame.GetProperty("to").GetString()!, amount);
        }

        if (!frame.TryGetProperty("calls", out JsonElement calls)) return;
        foreach (JsonElement call in calls.EnumerateArray()) Value(call, move);
    }

    private static byte[] Word(UInt256 value) => new Hash256(value).ToArray();

    private static async Task<JsonElement> AskAsync(IRpcCaller node, string method, params RpcParam[] parameters)
    {
        using RpcPayload answer = await node.CallRawAsync(new RpcCall(method, parameters), Stop);
        return JsonSerializer.Deserialize<JsonElement>(answer.Json.Span);
    }
}
