using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Cordon.Faults.Tests.Kit;

/// <summary>An endpoint that stands before a node, passes everything on, and misbehaves as it is told.</summary>
/// <param name="node">The node's URL.</param>
internal sealed class RpcProxy(string node) : LocalService
{
    private readonly HttpClient _node = new();

    /// <summary>Changes a request before it is passed on; returning an error object answers it right here.</summary>
    public Func<JsonObject, JsonObject?> OnRequest { get; set; } = _ => null;

    /// <summary>Changes the answer to a request.</summary>
    public Action<JsonObject, JsonObject> OnAnswer { get; set; } = (_, _) => { };

    /// <summary>Waited for before a request is passed on (without an answer) and before it is answered; who asked is
    /// cut off where it is cancelled.</summary>
    public Func<JsonObject, JsonObject?, Task> Hold { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>What a node answers that does not offer a method.</summary>
    public static JsonObject Missing(string method) => new()
    {
        ["code"] = -32_601,
        ["message"] = $"the method {method} does not exist/is not available",
    };

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _node.Dispose();
    }

    protected override async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            JsonNode request = (await JsonNode.ParseAsync(context.Request.InputStream))!;
            JsonNode answer = request is JsonArray batch
                ? new JsonArray([.. await Task.WhenAll(batch.Select(one => OneAsync((JsonObject)one!)))])
                : await OneAsync((JsonObject)request);
            byte[] body = Encoding.UTF8.GetBytes(answer.ToJsonString());
            context.Response.ContentType = "application/json";
            await context.Response.OutputStream.WriteAsync(body);
            context.Response.Close();
        }
        catch (Exception e) when (e is HttpRequestException or HttpListenerException or IOException
            or ObjectDisposedException or OperationCanceledException)
        {
            context.Response.Abort(); // whoever asked is gone, or the node is
        }
    }

    private async Task<JsonNode> OneAsync(JsonObject request)
    {
        JsonNode? id = request["id"]?.DeepClone();
        if (OnRequest(request) is { } error)
            return new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id, ["error"] = error };
        await Hold(request, null);
        using var content = new StringContent(request.ToJsonString(), Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await _node.PostAsync(new Uri(node), content);
        var answer = (JsonObject)JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        OnAnswer(request, answer);
        await Hold(request, answer);
        return answer;
    }
}
