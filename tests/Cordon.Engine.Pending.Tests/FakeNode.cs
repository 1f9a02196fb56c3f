using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Cordon.Ethereum.Rpc;
using Cordon.Ethereum.Rpc.Tests;

namespace Cordon.Engine.Pending.Tests;

/// <summary>A node over HTTP whose methods a test writes itself, or that passes most on to a real one.</summary>
internal sealed class FakeNode : IAsyncDisposable
{
    private const string ErrorMark = "error ";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<string, bool> _begun = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _answered = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<ulong, bool> _given = new();
    private readonly ConcurrentDictionary<ulong, bool> _passed = new();
    private readonly ScriptedNode _node;
    private readonly RpcClient _client;
    private bool _hasEnded;

    // Its answers block threads, which the code under test must not wait for.
    static FakeNode() => ThreadPool.SetMinThreads(32, 32);

    /// <param name="methods">The result as JSON by method and parameters; null where the method is missing.</param>
    public FakeNode(Func<string, JsonElement, string?> methods)
    {
        _node = ScriptedNode.Http(request => ScriptedNode.Response("200 OK", Answer(request, (method, parameters) =>
        {
            _begun[method] = true;
            bool isBlock = method is "eth_getBlockByHash" or "eth_getBlockByNumber";
            string? of = isBlock ? parameters[0].GetString() : null;
            if (of == "latest")
                foreach (ulong block in _given.Keys) _passed[block] = true;
            string? result = methods(method, parameters);
            if (of?.StartsWith("0x", StringComparison.Ordinal) == true && NumberIn(result) is { } number)
                _given[number] = true;
            _answered[method] = true;
            return result;
        })));
        _client = _node.Client();
    }

    public RpcClient Client => _client;

    /// <summary>A real node without some of its methods.</summary>
    public static FakeNode Without(RpcClient real, params string[] missing) =>
        new((method, parameters) => missing.Contains(method) ? null : Forward(real, method, parameters));

    /// <summary>A real node that answers one method only once a gate is open.</summary>
    public static FakeNode Holding(RpcClient real, string held, ManualResetEventSlim gate) =>
        new((method, parameters) =>
        {
            if (method == held) gate.Wait(Patience);
            return Forward(real, method, parameters);
        });

    /// <summary>A real node that breaks off in the middle of the answer to one method.</summary>
    public static FakeNode Breaking(RpcClient real, string broken) =>
        new((method, parameters) => method == broken ? "{\"cut" : Forward(real, method, parameters));

    /// <summary>Whether it was asked a method.</summary>
    public bool Begun(string method) => _begun.ContainsKey(method);

    /// <summary>Whether it has answered a method.</summary>
    public bool Answered(string method) => _answered.ContainsKey(method);

    /// <summary>Whether it has given a block by its hash or number, and was asked for the newest one later: who follows
    /// the chain through it, one step after the other, has taken that block in.</summary>
    public bool HasPassed(ulong block) => _passed.ContainsKey(block);

    /// <summary>Stops the server, and leaves the client.</summary>
    public async Task EndAsync()
    {
        if (_hasEnded) return;
        _hasEnded = true;
        await _node.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await EndAsync();
    }

    public static string Forward(RpcClient real, string method, JsonElement parameters)
    {
        RpcParam[] values = parameters.ValueKind == JsonValueKind.Array
            ? [.. parameters.EnumerateArray().Select(value => RpcParam.Json(value.GetRawText()))]
            : [];
        try
        {
            using RpcPayload answer = real.CallRawAsync(new RpcCall(method, values)).GetAwaiter().GetResult();
            return Encoding.UTF8.GetString(answer.Json.Span);
        }
        catch (RpcErrorException e)
        {
            return $"{ErrorMark}{{\"code\":{e.Code},\"message\":{JsonSerializer.Serialize(e.NodeMessage)}}}";
        }
    }

    private static ulong? NumberIn(string? block) =>
        Regex.Match(block ?? "", "\"number\":\"0x([0-9a-f]+)\"") is { Success: true } found
            ? Convert.ToUInt64(found.Groups[1].Value, 16)
            : null;

    private static string Answer(string request, Func<string, JsonElement, string?> methods)
    {
        using JsonDocument json = JsonDocument.Parse(
            request[(request.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]);
        return json.RootElement.ValueKind == JsonValueKind.Array
            ? $"[{string.Join(',', json.RootElement.EnumerateArray().Select(call => One(call, methods)))}]"
            : One(json.RootElement, methods);
    }

    private static string One(JsonElement call, Func<string, JsonElement, string?> methods)
    {
        JsonElement parameters = call.TryGetProperty("params", out JsonElement found) ? found : default;
        string? result = methods(call.GetProperty("method").GetString()!, parameters);
        string body = result is null
            ? "\"error\":{\"code\":-32601,\"message\":\"Method not found\"}"
            : result.StartsWith(ErrorMark, StringComparison.Ordinal) ? $"\"error\":{result[ErrorMark.Length..]}"
            : $"\"result\":{result}";
        return $"{{\"jsonrpc\":\"2.0\",\"id\":{call.GetProperty("id").GetRawText()},{body}}}";
    }
}
