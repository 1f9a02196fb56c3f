using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using Cordon.Domain.Ports;
using Microsoft.AspNetCore.Http;

namespace Cordon.Node.Dashboard;

/// <summary>What is answered to what: the page's files to anybody on this machine, the API to who has the token.
/// </summary>
internal sealed class DashboardRoutes
{
    private const string StatePath = "/api/state", AnswerPath = "/api/answer", Json = "application/json";

    // Nothing but the page's own files, and no text can become markup: what comes from a chain is hostile.
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        + "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
        + "require-trusted-types-for 'script'; trusted-types 'none'";

    private static readonly FrozenDictionary<string, (string Type, byte[] Bytes)> Files =
        new Dictionary<string, (string, byte[])>(StringComparer.Ordinal)
        {
            ["/"] = ("text/html; charset=utf-8", Load("dashboard.html")),
            ["/dashboard.css"] = ("text/css; charset=utf-8", Load("dashboard.css")),
            ["/dashboard.js"] = ("text/javascript; charset=utf-8", Load("dashboard.js")),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    private volatile Parts? _parts;

    public void Open(DashboardGate gate, DashboardJson state, DashboardAnswers answers) =>
        _parts = new Parts(gate, state, answers);

    public async Task AnswerAsync(HttpContext context)
    {
        Protect(context.Response.Headers);
        try
        {
            if (_parts is not { } parts)
                await RefuseAsync(context, Unavailable("the node is starting"));
            else if (context.Request.Path.StartsWithSegments("/api")) await ApiAsync(context, parts);
            else await FileAsync(context, parts);
        }
        catch (Microsoft.AspNetCore.Http.BadHttpRequestException wrong)
        {
            if (!context.Response.HasStarted)
                await RefuseAsync(context, new Refusal(wrong.StatusCode, "the request is too large, or malformed"));
        }
        catch (StoreException failure)
        {
            await RefuseAsync(context, Unavailable(failure.Message));
        }
    }

    private static Task FileAsync(HttpContext context, Parts parts)
    {
        if (parts.Gate.ToFiles(context.Request) is { } refusal) return RefuseAsync(context, refusal);
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
            return MethodAsync(context, "GET, HEAD");
        return Files.TryGetValue(context.Request.Path.Value ?? "", out (string Type, byte[] Bytes) file)
            ? WriteAsync(context, StatusCodes.Status200OK, file.Type, file.Bytes)
            : RefuseAsync(context, new Refusal(StatusCodes.Status404NotFound, "there is nothing at this path"));
    }

    private static async Task ApiAsync(HttpContext context, Parts parts)
    {
        HttpRequest request = context.Request;
        if (parts.Gate.ToApi(request) is { } refusal) await RefuseAsync(context, refusal);
        else if (request.Path == StatePath)
        {
            if (!HttpMethods.IsGet(request.Method)) await MethodAsync(context, "GET");
            else await WriteAsync(context, StatusCodes.Status200OK, Json, parts.State.ToBytes());
        }
        else if (request.Path != AnswerPath)
            await RefuseAsync(context, new Refusal(StatusCodes.Status404NotFound, "there is nothing at this path"));
        else if (!HttpMethods.IsPost(request.Method)) await MethodAsync(context, "POST");
        else await TakeAsync(context, parts.Answers);
    }

    private static async Task TakeAsync(HttpContext context, DashboardAnswers answers)
    {
        if (context.Request.ContentType?.Split(';')[0].Trim() != Json)
        {
            await RefuseAsync(context, new Refusal(
                StatusCodes.Status415UnsupportedMediaType, "expected Content-Type: application/json"));
            return;
        }

        using MemoryStream body = new(); // bounded by the server's limit
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        Refusal? refusal;
        try
        {
            refusal = await answers.TakeAsync(AnswerRequest.Read(body.ToArray()), context.RequestAborted);
        }
        catch (FormatException wrong)
        {
            refusal = new Refusal(StatusCodes.Status400BadRequest, wrong.Message);
        }

        if (refusal is not null) await RefuseAsync(context, refusal);
        else await WriteAsync(context, StatusCodes.Status200OK, Json, "{\"kept\":true}"u8.ToArray());
    }

    private static Task MethodAsync(HttpContext context, string allowed)
    {
        context.Response.Headers.Allow = allowed;
        return RefuseAsync(context, new Refusal(StatusCodes.Status405MethodNotAllowed, $"expected {allowed}"));
    }

    private static Task RefuseAsync(HttpContext context, Refusal refusal)
    {
        if (refusal.Status == StatusCodes.Status401Unauthorized) context.Response.Headers.WWWAuthenticate = "Bearer";
        byte[] body = Encoding.UTF8.GetBytes($"{{\"error\":{JsonSerializer.Serialize(refusal.Why)}}}");
        return WriteAsync(context, refusal.Status, Json, body);
    }

    private static Refusal Unavailable(string why) => new(StatusCodes.Status503ServiceUnavailable, why);

    private static async Task WriteAsync(HttpContext context, int status, string type, byte[] bytes)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    private static void Protect(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }

    private static byte[] Load(string name)
    {
        using Stream resource = typeof(DashboardRoutes).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"the assembly lacks {name}");
        using MemoryStream bytes = new();
        resource.CopyTo(bytes);
        return bytes.ToArray();
    }

    private sealed record Parts(DashboardGate Gate, DashboardJson State, DashboardAnswers Answers);
}
