using System.Collections.Concurrent;
using System.Net;
using Cordon.Domain.Policies;
using Cordon.Node.Events;
using Cordon.Node.Notifications;
using Cordon.Node.Tests.Kit;

namespace Cordon.Node.Tests.Notifications;

public sealed class WebhookNotifierTests
{
    private static readonly Uri Good = new("http://good.example/hook");
    private static readonly Uri Bad = new("http://bad.example/hook");

    [Fact]
    public async Task Posts_what_people_must_know_and_leaves_out_what_is_routine()
    {
        using var http = new Hooks();
        using var notifier = new WebhookNotifier([Good], new HttpMessageInvoker(http), TimeProvider.System);
        using var stop = new CancellationTokenSource();
        Task running = notifier.RunAsync(stop.Token);
        notifier.Take(new NodeEvent.BlockScanned(1, Some.Now, 1, default, 0, 0));
        notifier.Take(new NodeEvent.Decided(1, Some.Now, Some.Decision()));
        notifier.Take(new NodeEvent.Decided(1, Some.Now, Some.Decision(permission: Permission.NeedsHuman)));
        notifier.Take(new NodeEvent.Blind(1, Some.Now, "blocks", "gone", ["attacks"]));
        notifier.Take(new NodeEvent.Duty(1, Some.Now, "committed", 1, "", null));
        notifier.Take(new NodeEvent.Duty(1, Some.Now, "missed", 1, "", null));
        notifier.Notify(Some.Incident(), Some.Decision(ResponseAction.Notify));
        while (http.Taken.Count < 4) await Task.Yield();
        await EndAsync(running, stop);

        Assert.Equal(["decision", "blind", "engagement", "notified"], http.Taken.Select(post => Event(post.Body)));
        Assert.All(http.Taken, post => Assert.Equal("application/json", post.Type));
    }

    [Fact]
    public async Task A_hook_that_fails_is_tried_again_and_holds_no_other_up()
    {
        using var http = new Hooks { FailuresOf = { [Bad.Host] = 2 } };
        var time = new EagerTime();
        using var notifier = new WebhookNotifier([Bad, Good], new HttpMessageInvoker(http), time);
        using var stop = new CancellationTokenSource();
        Task running = notifier.RunAsync(stop.Token);
        notifier.Take(new NodeEvent.Blind(1, Some.Now, "blocks", "gone", []));
        while (http.Taken.Count < 2) await Task.Yield();
        await EndAsync(running, stop);

        Assert.Equal(4, http.Asked); // once well, three times until the other took it
        Assert.Equal(0, notifier.Dropped);
    }

    [Fact]
    public async Task What_a_hook_never_takes_is_given_up_and_counted()
    {
        using var http = new Hooks { FailuresOf = { [Bad.Host] = int.MaxValue } };
        using var notifier = new WebhookNotifier([Bad], new HttpMessageInvoker(http), new EagerTime());
        using var stop = new CancellationTokenSource();
        Task running = notifier.RunAsync(stop.Token);
        notifier.Take(new NodeEvent.Blind(1, Some.Now, "blocks", "gone", []));
        while (notifier.Dropped == 0) await Task.Yield();
        await EndAsync(running, stop);

        Assert.Equal(5, http.Asked);
    }

    [Fact]
    public void Nobody_waits_for_hooks_that_take_nothing()
    {
        using var http = new Hooks();
        using var notifier = new WebhookNotifier([Good], new HttpMessageInvoker(http), TimeProvider.System);
        for (int i = 0; i < 2_000; i++) notifier.Take(new NodeEvent.Blind(1, Some.Now, "blocks", "gone", []));

        Assert.Equal(2_000 - 1_024, notifier.Dropped);
    }

    private static async Task EndAsync(Task running, CancellationTokenSource stop)
    {
        await stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static string Event(string json) =>
        System.Text.Json.JsonDocument.Parse(json).RootElement.GetProperty("event").GetString()!;

    // Pauses are over at once; a limit of time is never reached.
    private sealed class EagerTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            bool isPause = dueTime != TimeSpan.FromSeconds(10);
            return base.CreateTimer(callback, state, isPause ? TimeSpan.Zero : dueTime, period);
        }
    }

    private sealed class Hooks : HttpMessageHandler
    {
        private int _asked;

        public ConcurrentQueue<(string Body, string? Type)> Taken { get; } = new();

        public ConcurrentDictionary<string, int> FailuresOf { get; } = new();

        public int Asked => _asked;

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _asked);
            string host = request.RequestUri!.Host;
            if (FailuresOf.TryGetValue(host, out int left) && left > 0)
            {
                FailuresOf[host] = left - 1;
                return new HttpResponseMessage(HttpStatusCode.BadGateway);
            }

            string body = await request.Content!.ReadAsStringAsync(cancellationToken);
            Taken.Enqueue((body, request.Content.Headers.ContentType?.MediaType));
            return new HttpResponseMessage(HttpStatusCode.NoContent);
        }
    }
}
