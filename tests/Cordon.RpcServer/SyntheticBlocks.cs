using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Cordon.RpcServer;

/// <summary>Small made-up blocks in the recorded format, consistent in themselves, for tests that need no real ones.
/// </summary>
public static class SyntheticBlocks
{
    private const ulong GasPerTransaction = 50_000;
    private const int LogsPerTransaction = 2;
    private const ulong FirstNumber = 1_000;

    /// <summary>Writes blocks 1000, 1001, … of <paramref name="transactions"/> transactions each with two logs;
    /// returns their paths.</summary>
    public static IReadOnlyList<string> Write(string folder, int count, int transactions = 2)
    {
        var paths = new List<string>();
        for (ulong number = FirstNumber; number < FirstNumber + (ulong)count; number++)
        {
            string path = Path.Combine(folder, $"{number.ToString(CultureInfo.InvariantCulture)}.json.gz");
            using var file = new GZipStream(File.Create(path), CompressionLevel.Fastest);
            file.Write(Encoding.UTF8.GetBytes(Block(number, transactions).ToJsonString()));
            paths.Add(path);
        }

        return paths;
    }

    private static JsonObject Block(ulong number, int transactions)
    {
        string hash = Hash($"block {number}");
        return new JsonObject
        {
            ["chainId"] = 1,
            ["block"] = new JsonObject
            {
                ["number"] = Hex(number),
                ["hash"] = hash,
                ["parentHash"] = Hash($"block {number - 1}"),
                ["timestamp"] = Hex(number * 12),
                ["gasUsed"] = Hex(GasPerTransaction * (ulong)transactions),
                ["transactions"] = Each(transactions, i => Transaction(number, hash, i)),
            },
            ["receipts"] = Each(transactions, i => Receipt(number, hash, i)),
            ["traces"] = Each(transactions, i => Trace(number, i)),
        };
    }

    private static JsonObject Transaction(ulong number, string block, int index) => new()
    {
        ["hash"] = Hash($"transaction {number}.{index}"),
        ["blockHash"] = block,
        ["blockNumber"] = Hex(number),
        ["transactionIndex"] = Hex((ulong)index),
        ["from"] = Account(index),
        ["to"] = Account(index + 100),
        ["value"] = "0x0",
        ["input"] = "0x",
    };

    private static JsonObject Receipt(ulong number, string block, int index) => new()
    {
        ["transactionHash"] = Hash($"transaction {number}.{index}"),
        ["blockHash"] = block,
        ["blockNumber"] = Hex(number),
        ["transactionIndex"] = Hex((ulong)index),
        ["status"] = "0x1",
        ["gasUsed"] = Hex(GasPerTransaction),
        ["cumulativeGasUsed"] = Hex(GasPerTransaction * ((ulong)index + 1)),
        ["logs"] = Each(LogsPerTransaction, i => Log(number, block, index, i)),
    };

    private static JsonObject Log(ulong number, string block, int index, int log) => new()
    {
        ["address"] = Account(index + 100),
        ["topics"] = new JsonArray(Hash($"topic {log}")),
        ["data"] = Hash($"data {number}.{index}.{log}"),
        ["blockHash"] = block,
        ["blockNumber"] = Hex(number),
        ["transactionHash"] = Hash($"transaction {number}.{index}"),
        ["transactionIndex"] = Hex((ulong)index),
        ["logIndex"] = Hex((ulong)((index * LogsPerTransaction) + log)),
    };

    private static JsonObject Trace(ulong number, int index) => new()
    {
        ["txHash"] = Hash($"transaction {number}.{index}"),
        ["result"] = new JsonObject
        {
            ["type"] = "CALL",
            ["from"] = Account(index),
            ["to"] = Account(index + 100),
            ["value"] = "0x0",
            ["gas"] = Hex(GasPerTransaction * 2),
            ["gasUsed"] = Hex(GasPerTransaction),
            ["input"] = "0x",
            ["output"] = "0x",
        },
    };

    private static JsonArray Each(int count, Func<int, JsonNode> make) =>
        new([.. Enumerable.Range(0, count).Select(make)]);

    private static string Hex(ulong number) => $"0x{number:x}";

    private static string Account(int index) => $"0x{index + 1:x40}";

    private static string Hash(string seed) =>
        "0x" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(seed)));
}
