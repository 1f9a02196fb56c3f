using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Threading.Channels;
using Cordon.Domain.Incidents;
using Cordon.Domain.Policies;
using Cordon.Node.Events;

namespace Cordon.Node.Notifications;

/// <summary>Posts to every webhook what people want to know at once: incidents that the policy says to tell, what was
/// done, what waits for a human, and what the node cannot see.</summary>
/// <remarks>Never holds the node up: what finds no room is dropped and counted; a hook that fails is tried again a few
/// times, each hook by itself.</remarks>
internal sealed class WebhookNotifier : INodeListener, IDisposable
{
    private const int WaitingMax = 1_024;
    private const int AttemptsMax = 5;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly ImmutableArray<(Uri Url, Channel<byte[]> Waiting)> _hooks;
    private readonly HttpMessageInvoker _http;
    private readonly bool _ownsHttp;
    private readonly TimeProvider _time;
    private long _dropped;

    public WebhookNotifier(ImmutableArray<Uri> hooks, HttpMessageInvoker? http, TimeProvider time)
    {
        _hooks = [.. hooks.Select(hook => (hook, Channel.CreateBounded<byte[]>(WaitingMax)))];
        (_http, _ownsHttp, _time) = (http ?? new HttpMessageInvoker(new SocketsHttpHandler()), http is null, time);
    }

    /// <summary>Messages that found no room, or that a hook would not take.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Tells people of an incident, as a policy says.</summary>
    public void Notify(Incident incident, ResponseDecision decision) =>
        Post(new NodeEvent.Notified(incident.Chain, _time.GetUtcNow(), incident, decision));

    /// <inheritdoc/>
    public void Take(NodeEvent happened)
    {
        bool isWanted = happened is NodeEvent.ActionSent or NodeEvent.ActionFailed or NodeEvent.ActionReverted
            or NodeEvent.Blind or NodeEvent.SightRestored or NodeEvent.Duty { NeedsSomebody: true }
            or NodeEvent.Decided { Decision.Permission: Permission.NeedsHuman };
        if (isWanted) Post(happened);
    }

    /// <summary>Posts until cancelled.</summary>
    public Task RunAsync(CancellationToken cancellation) =>
        Task.WhenAll(_hooks.Select(hook => PostAllAsync(hook.Url, hook.Waiting.Reader, cancellation)));

    public void Dispose()
    {
        if (_ownsHttp) _http.Dispose();
    }

    private void Post(NodeEvent happened)
    {
        byte[] json = NodeEventJson.ToBytes(happened);
        foreach ((Uri _, Channel<byte[]> waiting) in _hooks)
        {
            if (!waiting.Writer.TryWrite(json)) Interlocked.Increment(ref _dropped);
        }
    }

    private async Task PostAllAsync(Uri hook, ChannelReader<byte[]> waiting, CancellationToken cancellation)
    {
        await foreach (byte[] json in waiting.ReadAllAsync(cancellation))
        {
            TimeSpan pause = FirstPause;
            bool isTaken = await TryPostAsync(hook, json, cancellation);
            for (int attempt = 1; !isTaken && attempt < AttemptsMax; attempt++, pause *= 2)
            {
                await Task.Delay(pause, _time, cancellation);
                isTaken = await TryPostAsync(hook, json, cancellation);
            }

            if (!isTaken) Interlocked.Increment(ref _dropped);
        }
    }

    private async Task<bool> TryPostAsync(Uri hook, byte[] json, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, hook) { Content = new ByteArrayContent(json) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using HttpResponseMessage answer = await _http.SendAsync(request, either.Token);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            return false;
        }
    }
}
