using System.Text;
using System.Text.Json.Nodes;
using Cordon.Domain.Facts;
using Cordon.Engine.Reading;

namespace Cordon.Engine.Facts.Tests;

/// <summary>Blocks made of call trees, read and extracted as recorded ones are.</summary>
public static class SyntheticBlock
{
    public static BlockFacts Extract(bool withLogs, params Frame[] transactions)
    {
        BlockFacts facts = Read(withLogs, transactions);
        new FactExtractor().Extract(facts);
        return facts;
    }

    /// <summary>As on another chain than the main one.</summary>
    public static BlockFacts ExtractOn(ulong chainId, params Frame[] transactions)
    {
        JsonObject json = Json(withLogs: true, transactions);
        json["chainId"] = chainId;
        return Extract(json);
    }

    /// <summary>As a Parity node gives it: flat traces, logs in the receipts alone.</summary>
    public static BlockFacts ExtractFlat(bool withLogs, params Frame[] transactions)
    {
        JsonObject json = Json(withLogs, transactions);
        Dialects.MakeFlat(json);
        return Extract(json);
    }

    /// <summary>As a node without tracing gives it.</summary>
    public static BlockFacts ExtractReceipts(params Frame[] transactions)
    {
        JsonObject json = Json(withLogs: true, transactions);
        json.Remove("traces");
        return Extract(json);
    }

    public static BlockFacts Read(bool withLogs, params Frame[] transactions)
    {
        var facts = new BlockFacts();
        new BlockReader().Read(Encoding.UTF8.GetBytes(Json(withLogs, transactions).ToJsonString()), "test", facts.Data);
        return facts;
    }

    private static BlockFacts Extract(JsonObject json)
    {
        var facts = new BlockFacts();
        new BlockReader().Read(Encoding.UTF8.GetBytes(json.ToJsonString()), "test", facts.Data);
        new FactExtractor().Extract(facts);
        return facts;
    }

    private static JsonObject Json(bool withLogs, Frame[] transactions)
    {
        JsonArray traces = [], receipts = [], bodies = [];
        for (int i = 0; i < transactions.Length; i++)
        {
            JsonObject tree = transactions[i].ToJson(withLogs);
            string hash = $"0x{i + 1:x64}", failed = tree["error"] is null ? "0x1" : "0x0";
            traces.Add(new JsonObject { ["txHash"] = hash, ["result"] = tree });
            var receipt = new JsonObject
            {
                ["transactionHash"] = hash,
                ["transactionIndex"] = $"0x{i:x}",
                ["status"] = failed,
            };
            if (withLogs) receipt["logs"] = Logs(tree);
            receipts.Add(receipt);
            bodies.Add(new JsonObject
            {
                ["hash"] = hash,
                ["transactionIndex"] = $"0x{i:x}",
                ["from"] = tree["from"]!.DeepClone(),
                ["to"] = tree["to"]!.DeepClone(),
                ["value"] = tree["value"]!.DeepClone(),
                ["input"] = tree["input"]!.DeepClone(),
            });
        }

        return new JsonObject
        {
            ["chainId"] = 1,
            ["block"] = new JsonObject { ["number"] = "0x1", ["transactions"] = bodies },
            ["receipts"] = receipts,
            ["traces"] = traces,
        };
    }

    private static JsonArray Logs(JsonObject frame)
    {
        JsonArray all = [];
        Collect(frame, all);
        return all;
    }

    private static void Collect(JsonObject frame, JsonArray all)
    {
        if (frame["error"] is not null) return;
        JsonArray calls = frame["calls"] as JsonArray ?? [], logs = frame["logs"] as JsonArray ?? [];
        for (int i = 0; i <= calls.Count; i++)
        {
            foreach (JsonNode? log in logs)
            {
                if (log!["position"]!.GetValue<string>() == $"0x{i:x}") all.Add(log.DeepClone());
            }

            if (i < calls.Count) Collect((JsonObject)calls[i]!, all);
        }
    }
}
