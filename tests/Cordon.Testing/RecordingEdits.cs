using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cordon.Testing;

/// <summary>The same recording as another node would have written it.</summary>
public static class RecordingEdits
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 50_000 };

    /// <summary>Removes the logs from receipts and traces: unknown, which is not the same as empty.</summary>
    public static byte[] WithoutLogs(byte[] recording) => Edit(recording, root =>
    {
        foreach (JsonNode? receipt in root["receipts"]?.AsArray() ?? []) receipt!.AsObject().Remove("logs");
        foreach (JsonNode? trace in root["traces"]?.AsArray() ?? [])
        {
            if (trace!["result"] is JsonObject frame && trace["action"] is null) RemoveLogs(frame);
        }
    });

    /// <summary>Removes the receipts, or the traces, or any other section.</summary>
    public static byte[] Without(byte[] recording, string section) => Edit(recording, root => root.Remove(section));

    /// <summary>
    /// Rewrites callTracer traces in Parity's dialect; a recording that is in it already stays as it is.
    /// </summary>
    /// <remarks>Logs of frames are lost, as they are on a node of that kind; those of receipts stay.</remarks>
    public static byte[] ToParity(byte[] recording) => Edit(recording, root =>
    {
        if (root["traces"] is not JsonArray traces || traces.Count == 0 || traces[0]!["action"] is not null) return;
        JsonArray flat = [];
        int position = 0;
        foreach (JsonNode? trace in traces)
        {
            string? hash = (string?)trace!["txHash"];
            if (trace["result"] is JsonObject frame) AddFrame(flat, frame, hash, position, []);
            position++;
        }

        root["traces"] = flat;
    });

    private static byte[] Edit(byte[] recording, Action<JsonObject> edit)
    {
        JsonObject root = JsonNode.Parse(recording, documentOptions: Deep)!.AsObject();
        edit(root);
        return Encoding.UTF8.GetBytes(root.ToJsonString(new JsonSerializerOptions { MaxDepth = Deep.MaxDepth }));
    }

    private static void RemoveLogs(JsonObject frame)
    {
        frame.Remove("logs");
        foreach (JsonNode? call in frame["calls"]?.AsArray() ?? []) RemoveLogs(call!.AsObject());
    }

    private static void AddFrame(JsonArray flat, JsonObject frame, string? hash, int position, int[] address)
    {
        JsonArray calls = frame["calls"]?.AsArray() ?? [];
        string type = (string)frame["type"]!;
        JsonObject entry = new()
        {
            ["action"] = Action(frame, type),
            ["result"] = Result(frame, type),
            ["subtraces"] = calls.Count,
            ["traceAddress"] = new JsonArray([.. address.Select(index => (JsonNode)index)]),
            ["transactionHash"] = hash,
            ["transactionPosition"] = hash is null ? position : null,
            ["type"] = type switch
            {
                "CREATE" or "CREATE2" => "create",
                "SELFDESTRUCT" => "suicide",
                _ => "call",
            },
        };
        if ((string?)frame["error"] is { } error) entry["error"] = error;
        flat.Add((JsonNode)entry);
        for (int i = 0; i < calls.Count; i++) AddFrame(flat, calls[i]!.AsObject(), hash, position, [.. address, i]);
    }

    private static JsonObject Action(JsonObject frame, string type)
    {
        JsonNode value = frame["value"]?.DeepClone() ?? "0x0";
        JsonNode? from = frame["from"]?.DeepClone();
        JsonNode? to = frame["to"]?.DeepClone();
        JsonNode input = frame["input"]?.DeepClone() ?? "0x";
        return type switch
        {
            "SELFDESTRUCT" => new JsonObject { ["address"] = from, ["refundAddress"] = to, ["balance"] = value },
            "CREATE" => new JsonObject { ["from"] = from, ["init"] = input, ["value"] = value },
            "CREATE2" => new JsonObject
            {
                ["from"] = from,
                ["init"] = input,
                ["value"] = value,
                ["creationMethod"] = "create2",
            },
            _ => new JsonObject
            {
                ["from"] = from,
                ["to"] = to,
                ["value"] = value,
                ["input"] = input,
                ["callType"] = type.ToLowerInvariant(),
            },
        };
    }

    private static JsonObject? Result(JsonObject frame, string type)
    {
        if (type == "SELFDESTRUCT") return null;
        JsonNode output = frame["output"]?.DeepClone() ?? "0x";
        return type is "CREATE" or "CREATE2"
            ? new JsonObject { ["address"] = frame["to"]?.DeepClone(), ["code"] = output }
            : new JsonObject { ["output"] = output };
    }
}
