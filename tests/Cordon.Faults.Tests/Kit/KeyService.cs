using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Cordon.Ethereum;

namespace Cordon.Faults.Tests.Kit;

/// <summary>A service that keeps a guardian's key and signs for its node: what a node asks it to sign, and when, is
/// seen here.</summary>
/// <param name="key">The caller's.</param>
internal sealed class KeyService(PrivateKey key) : LocalService
{
    public Address Account => key.Address;

    /// <summary>The verdicts that it was asked to sign, as typed data, in their order.</summary>
    public ConcurrentQueue<JsonNode> Verdicts { get; } = new();

    /// <summary>Waited for before a verdict is signed.</summary>
    public Func<Task> BeforeVerdict { get; set; } = () => Task.CompletedTask;

    /// <summary>Told when a signed verdict has been handed over.</summary>
    public Action AfterVerdict { get; set; } = () => { };

    protected override async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            JsonNode request = (await JsonNode.ParseAsync(context.Request.InputStream))!;
            var given = (JsonArray)request["params"]!;
            bool isTransaction = request["method"]!.GetValue<string>() == "eth_signTransaction";
            JsonNode subject = isTransaction ? given[0]! : given[1]!;
            bool isVerdict = !isTransaction && subject["primaryType"]!.GetValue<string>() == "Attestation";
            if (isVerdict)
            {
                Verdicts.Enqueue(subject);
                await BeforeVerdict();
            }

            byte[] signed = isTransaction
                ? Read(subject).Sign(key).Encode()
                : key.Sign(TypedData.Parse(subject.ToJsonString()).Digest()).ToArray();
            JsonObject answer = new()
            {
                ["jsonrpc"] = "2.0",
                ["id"] = request["id"]?.DeepClone(),
                ["result"] = Hex.Format(signed),
            };
            context.Response.ContentType = "application/json";
            await context.Response.OutputStream.WriteAsync(
                System.Text.Encoding.UTF8.GetBytes(answer.ToJsonString()));
            context.Response.Close();
            if (isVerdict) AfterVerdict();
        }
        catch (Exception e) when (e is HttpListenerException or IOException or ObjectDisposedException)
        {
            // Whoever asked was killed.
        }
    }

    private static Transaction Read(JsonNode asked)
    {
        UInt256 Number(string name) => UInt256.Parse(asked[name]!.GetValue<string>());
        return new Transaction
        {
            ChainId = (ulong)Number("chainId"),
            Nonce = (ulong)Number("nonce"),
            GasLimit = (ulong)Number("gas"),
            Value = Number("value"),
            To = Address.Parse(asked["to"]!.GetValue<string>()),
            Data = Hex.Parse(asked["data"]!.GetValue<string>()),
            MaxFeePerGas = Number("maxFeePerGas"),
            MaxPriorityFeePerGas = Number("maxPriorityFeePerGas"),
        };
    }
}
