using System.Buffers;
using System.Text.Json;
using Cordon.RpcServer.Faults;
using Microsoft.AspNetCore.Http;

namespace Cordon.RpcServer.Serving;

/// <summary>Serves JSON-RPC over HTTP POST.</summary>
internal sealed class HttpServing(Dispatcher dispatcher)
{
    private const string Page = "<!DOCTYPE html><html><head><title>Welcome</title></head><body>Log in</body></html>";

    public async Task ServeAsync(HttpContext context)
    {
        using JsonDocument document = await JsonDocument.ParseAsync(
            context.Request.Body, cancellationToken: context.RequestAborted);
        JsonElement message = document.RootElement;
        Fault? fault = dispatcher.TransportFaultOf(message);
        switch (fault?.Kind)
        {
            case FaultKind.TooManyRequests:
                context.Response.Headers.RetryAfter = $"{Math.Ceiling(fault.Duration.TotalSeconds)}";
                context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                break;
            case FaultKind.ServerError:
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                await context.Response.WriteAsync(fault.Text, context.RequestAborted);
                break;
            case FaultKind.Html:
                context.Response.ContentType = "text/html";
                await context.Response.WriteAsync(Page, context.RequestAborted);
                break;
            case FaultKind.Disconnect:
                context.Abort();
                break;
            case FaultKind.Hang:
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
                break;
            case FaultKind.HalfResponse:
                await AnswerHalfAsync(context, message);
                break;
            default:
                if (fault is not null) await fault.ElapseAsync(context.RequestAborted);
                context.Response.ContentType = "application/json";
                dispatcher.Answer(message, context.Response.BodyWriter);
                await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
                break;
        }
    }

    private async Task AnswerHalfAsync(HttpContext context, JsonElement message)
    {
        var answer = new ArrayBufferWriter<byte>();
        dispatcher.Answer(message, answer);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = answer.WrittenCount;
        await context.Response.Body.WriteAsync(answer.WrittenMemory[..(answer.WrittenCount / 2)]);
        await context.Response.Body.FlushAsync(); // Kestrel closes the connection over the missing half
    }
}
