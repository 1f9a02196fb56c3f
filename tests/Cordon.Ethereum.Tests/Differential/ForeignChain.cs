using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cordon.Ethereum.Tests;

/// <summary>An anvil of the test class: its EVM, signer and EIP-712 judge ours, many inputs a request.</summary>
public sealed class ForeignChain : IAsyncLifetime
{
    private const string Listening = "Listening on 127.0.0.1:";
    private const string Gas = "0x4a817c800"; // 20 billion: a thousand inputs run in one call

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(2) };
    private Process? _process;

    /// <summary>The first account that every anvil starts with; its key is public.</summary>
    public const string SignerKey = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";

    public async ValueTask InitializeAsync()
    {
        if (!ForeignTool.IsInstalled("anvil")) return; // a skip here would be a failure of every test: see BatchAsync

        string program = ForeignTool.Find("anvil");
        string[] arguments = ["--port", "0", "--gas-limit", "20000000000", "--hardfork", "prague", "--no-mining"];
        _process = ForeignTool.Start(program, [.. arguments, "--no-request-size-limit"]);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await _process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            if (!line.StartsWith(Listening, StringComparison.Ordinal)) continue;
            _http.BaseAddress = new Uri($"http://127.0.0.1:{line[Listening.Length..]}");
            _ = _process.StandardOutput.ReadToEndAsync(CancellationToken.None); // or its output pipe would fill up
            _ = _process.StandardError.ReadToEndAsync(CancellationToken.None);
            return;
        }

        Assert.Fail($"anvil ended at once: {await _process.StandardError.ReadToEndAsync(limit.Token)}");
    }

    /// <summary>Runs many calls in one request; the results in the order of the calls.</summary>
    /// <remarks>Skips the test where anvil is not installed.</remarks>
    public async Task<string?[]> BatchAsync(IReadOnlyList<(string Method, JsonArray Parameters)> calls)
    {
        _ = ForeignTool.Find("anvil");
        var batch = new JsonArray();
        for (int i = 0; i < calls.Count; i++)
        {
            batch.Add(new JsonObject
            {
                ["jsonrpc"] = "2.0",
                ["id"] = i,
                ["method"] = calls[i].Method,
                ["params"] = calls[i].Parameters,
            });
        }

        using HttpResponseMessage response = await _http.PostAsJsonAsync("/", batch);
        string text = await response.Content.ReadAsStringAsync();
        var results = new string?[calls.Count];
        using JsonDocument document = JsonDocument.Parse(text);
        foreach (JsonElement answer in document.RootElement.EnumerateArray())
        {
            Assert.False(answer.TryGetProperty("error", out JsonElement error), $"anvil: {error}");
            results[answer.GetProperty("id").GetInt32()] = answer.GetProperty("result").GetString();
        }

        return results;
    }

    /// <summary>What a program returns for call data, at an address whose nonce is given.</summary>
    public async Task<byte[]> RunAsync(byte[] code, byte[] callData, Address at, ulong nonce = 1)
    {
        string?[] results = await BatchAsync(
        [
            ("anvil_setCode", [at.ToString(), Hex.Format(code)]),
            ("anvil_setNonce", [at.ToString(), ((UInt256)nonce).ToQuantity()]),
            ("eth_call", [new JsonObject { ["to"] = at.ToString(), ["data"] = Hex.Format(callData), ["gas"] = Gas }]),
        ]);
        return Hex.Parse(results[2]);
    }

    public ValueTask DisposeAsync()
    {
        _process?.Kill();
        _process?.Dispose();
        _http.Dispose();
        return ValueTask.CompletedTask;
    }
}
