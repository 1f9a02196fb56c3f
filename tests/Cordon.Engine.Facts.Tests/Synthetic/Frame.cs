using System.Text.Json.Nodes;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts.Tests;

/// <summary>A call of a synthetic block, written as a node's call tracer would.</summary>
public sealed class Frame(Address from, Address to, string input)
{
    private readonly List<Frame> _calls = [];
    private readonly List<JsonObject> _logs = [];

    public string Type { get; init; } = "CALL";

    public UInt256 Value { get; init; }

    public string Output { get; init; } = "0x";

    public string? Error { get; init; }

    public bool HasLogs { get; set; } = true;

    public Frame Add(params Frame[] calls)
    {
        _calls.AddRange(calls);
        return this;
    }

    /// <summary>Adds an event after the calls added so far; indexed words first.</summary>
    public Frame Log(Address emitter, string signature, object[] indexed, params object[] words)
    {
        string[] topics = [Abi.Topic(signature), .. indexed.Select(word => "0x" + Abi.Word(word))];
        _logs.Add(new JsonObject
        {
            ["address"] = emitter.ToString(),
            ["topics"] = new JsonArray([.. topics.Select(topic => JsonValue.Create(topic))]),
            ["data"] = Abi.Words(words),
            ["position"] = $"0x{_calls.Count:x}",
        });
        return this;
    }

    public JsonObject ToJson(bool withLogs)
    {
        var json = new JsonObject
        {
            ["type"] = Type,
            ["from"] = from.ToString(),
            ["to"] = to.ToString(),
            ["value"] = Value.ToQuantity(),
            ["gas"] = "0x0",
            ["gasUsed"] = "0x0",
            ["input"] = input,
            ["output"] = Output,
        };
        if (Error is not null) json["error"] = Error;
        if (_calls.Count > 0) json["calls"] = new JsonArray([.. _calls.Select(call => call.ToJson(withLogs))]);
        if (withLogs && _logs.Count > 0) json["logs"] = new JsonArray([.. _logs.Select(log => log.DeepClone())]);
        return json;
    }
}
