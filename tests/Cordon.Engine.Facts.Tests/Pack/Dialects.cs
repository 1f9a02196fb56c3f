using System.Text.Json;
using System.Text.Json.Nodes;
using Cordon.Domain.Facts;
using Cordon.Engine.Reading;

namespace Cordon.Engine.Facts.Tests;

/// <summary>The same recorded block in other dialects.</summary>
public static class Dialects
{
    private static readonly JsonSerializerOptions Deep = new() { MaxDepth = 4096 };

    /// <summary>As a node without logs in its traces and receipts would give it.</summary>
    public static BlockFacts WithoutLogs(string file)
    {
        JsonNode root = Parse(file);
        RemoveLogs(root);
        foreach (JsonNode? trace in root["traces"]!.AsArray()) RemoveFrameLogs(trace!["result"]!);
        return Extract(root);
    }

    /// <summary>As a Parity node would give it: flat traces, no logs.</summary>
    public static BlockFacts AsParity(string file)
    {
        JsonNode root = Parse(file);
        RemoveLogs(root);
        MakeFlat(root);
        return Extract(root);
    }

    /// <summary>Replaces nested traces by flat ones.</summary>
    public static void MakeFlat(JsonNode root)
    {
        JsonArray flat = [];
        int position = 0;
        foreach (JsonNode? trace in root["traces"]!.AsArray())
        {
            Flatten(trace!["result"]!, trace["txHash"]!.GetValue<string>(), position++, [], flat);
        }

        root["traces"] = flat;
    }

    private static JsonNode Parse(string file) =>
        JsonNode.Parse(BlockPack.Bytes(file), documentOptions: new JsonDocumentOptions { MaxDepth = 4096 })!;

    private static BlockFacts Extract(JsonNode root)
    {
        var facts = new BlockFacts();
        new BlockReader().Read(JsonSerializer.SerializeToUtf8Bytes(root, Deep), "converted", facts.Data);
        new FactExtractor().Extract(facts);
        return facts;
    }

    private static void RemoveLogs(JsonNode root)
    {
        foreach (JsonNode? receipt in root["receipts"]!.AsArray()) receipt!.AsObject().Remove("logs");
    }

    private static void RemoveFrameLogs(JsonNode frame)
    {
        frame.AsObject().Remove("logs");
        foreach (JsonNode? call in frame["calls"] as JsonArray ?? []) RemoveFrameLogs(call!);
    }

    private static void Flatten(JsonNode frame, string tx, int position, int[] address, JsonArray flat)
    {
        string type = frame["type"]!.GetValue<string>();
        JsonArray calls = frame["calls"] as JsonArray ?? [];
        var entry = new JsonObject
        {
            ["traceAddress"] = new JsonArray([.. address.Select(step => JsonValue.Create(step))]),
            ["subtraces"] = calls.Count,
            ["transactionHash"] = tx,
            ["transactionPosition"] = position,
        };
        if (type is "CREATE" or "CREATE2") Created(frame, entry);
        else if (type == "SELFDESTRUCT") Destroyed(frame, entry);
        else Called(frame, entry, type);

        if (frame["error"] is JsonNode error)
        {
            entry["error"] = error.GetValue<string>() == "execution reverted" ? "Reverted" : error.DeepClone();
            entry["result"] = null;
        }

        flat.Add(entry);
        for (int i = 0; i < calls.Count; i++) Flatten(calls[i]!, tx, position, [.. address, i], flat);
    }

    private static void Called(JsonNode frame, JsonObject entry, string type)
    {
        entry["type"] = "call";
        entry["action"] = new JsonObject
        {
            ["callType"] = type.ToLowerInvariant(),
            ["from"] = Text(frame, "from"),
            ["to"] = Text(frame, "to"),
            ["value"] = Text(frame, "value") ?? "0x0",
            ["gas"] = "0x0",
            ["input"] = Text(frame, "input") ?? "0x",
        };
        entry["result"] = new JsonObject { ["gasUsed"] = "0x0", ["output"] = Text(frame, "output") ?? "0x" };
    }

    private static void Created(JsonNode frame, JsonObject entry)
    {
        entry["type"] = "create";
        entry["action"] = new JsonObject
        {
            ["from"] = Text(frame, "from"),
            ["value"] = Text(frame, "value") ?? "0x0",
            ["gas"] = "0x0",
            ["init"] = Text(frame, "input") ?? "0x",
        };
        entry["result"] = new JsonObject
        {
            ["gasUsed"] = "0x0",
            ["address"] = Text(frame, "to"),
            ["code"] = Text(frame, "output") ?? "0x",
        };
    }

    private static void Destroyed(JsonNode frame, JsonObject entry)
    {
        entry["type"] = "suicide";
        entry["action"] = new JsonObject
        {
            ["address"] = Text(frame, "from"),
            ["refundAddress"] = Text(frame, "to"),
            ["balance"] = Text(frame, "value") ?? "0x0",
        };
        entry["result"] = null;
    }

    private static string? Text(JsonNode frame, string key) => frame[key]?.GetValue<string>();
}
