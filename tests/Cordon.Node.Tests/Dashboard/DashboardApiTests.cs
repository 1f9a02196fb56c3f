using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Cordon.Cli.Tests;
using Cordon.Domain.Policies;
using Cordon.Node.Dashboard;
using Cordon.Node.Events;
using Cordon.Node.Tests.Kit;

namespace Cordon.Node.Tests.Dashboard;

/// <summary>The page's API: who is let in, and what it does with what it is sent.</summary>
public sealed class DashboardApiTests
{
    private const string State = "/api/state";

    [Fact]
    public async Task Without_the_token_nothing_is_told_and_nothing_is_answered()
    {
        await using DashboardBench bench = await DashboardBench.StartAsync();
        string key = bench.Ask();
        string[] wrong =
        [
            "", "Bearer", "Bearer ", "Basic " + bench.Client.Token, "Bearer " + new string('0', 64),
            "Bearer " + bench.Client.Token[..63], "bearer " + bench.Client.Token, $"Bearer {bench.Client.Token}x",
        ];
        foreach (string shown in wrong)
        {
            void Change(HttpRequestMessage request)
            {
                request.Headers.Remove("Authorization");
                if (shown.Length > 0) request.Headers.TryAddWithoutValidation("Authorization", shown);
            }

            (int read, string text, _) = await bench.Client.SendAsync(HttpMethod.Get, State, change: Change);
            (int written, _) = await bench.Client.AnswerAsync(DashboardClient.AnswerOf(key), Change);
            Assert.Equal((401, 401), (read, written));
            Assert.DoesNotContain(key, text, StringComparison.Ordinal);
        }

        Assert.Equal(Permission.NeedsHuman, bench.Store.Find(key)!.Permission);
    }

    [Theory]
    [InlineData("Host", "evil.example:80", 421)] // a name that was pointed at this machine
    [InlineData("Host", "127.0.0.1:1", 421)]
    [InlineData("Host", "guard.example.org", 200)] // a proxy's, which the configuration names
    [InlineData("Origin", "http://evil.example", 403)]
    [InlineData("Origin", "null", 403)]
    [InlineData("Origin", "https://guard.example.org.evil.example", 403)]
    [InlineData("Origin", "https://guard.example.org", 200)]
    [InlineData("Sec-Fetch-Site", "cross-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-origin", 200)]
    public async Task Another_page_and_another_name_are_kept_out_even_with_the_token(
        string header, string value, int status)
    {
        await using DashboardBench bench = await DashboardBench.StartAsync();
        string key = bench.Ask();

        (int found, _) = await bench.Client.AnswerAsync(
            DashboardClient.AnswerOf(key), request => request.Headers.TryAddWithoutValidation(header, value));

        Assert.Equal(status, found);
        Assert.Equal(status == 200 ? Permission.Granted : Permission.NeedsHuman, bench.Store.Find(key)!.Permission);
    }

    [Theory]
    [InlineData("", 400, "line 1")]
    [InlineData("{", 400, "line 1")]
    [InlineData("[]", 400, "object")]
    [InlineData("{}", 400, "answer")]
    [InlineData("""{"key":"a/pause","answer":"maybe"}""", 400, "confirm or refuse")]
    [InlineData("""{"key":7,"answer":"confirm"}""", 400, "key")]
    [InlineData("""{"key":"a/pause\u0000","answer":"confirm"}""", 400, "key")]
    [InlineData("""{"key":"\ud800","answer":"confirm"}""", 400, "Unicode")]
    [InlineData("""{"key":"a/pause","answer":"confirm","permission":"granted"}""", 400, "members")]
    [InlineData("""{"key":"a/pause","answer":"confirm","by":""}""", 400, "by")]
    [InlineData("""{"key":"a/pause","answer":"confirm","signatures":["0xzz"]}""", 400, "signatures")]
    [InlineData("""{"key":"a/pause","answer":"confirm","signatures":[[[[[["0x"]]]]]]}""", 400, "not JSON")]
    [InlineData("""{"key":"a/pause","answer":"confirm","signatures":["0x00"]}""", 422, "no Safe")]
    [InlineData("""{"key":"b/pause","answer":"confirm"}""", 404, "no decision")]
    public async Task What_is_no_answer_is_refused_with_what_was_expected(string body, int status, string why)
    {
        await using DashboardBench bench = await DashboardBench.StartAsync();
        string key = bench.Ask();

        (int found, string text) = await bench.Client.AnswerAsync(body);

        Assert.Equal(status, found);
        Assert.Contains(why, text, StringComparison.Ordinal);
        Assert.Equal(Permission.NeedsHuman, bench.Store.Find(key)!.Permission);
    }

    [Fact]
    public async Task Too_large_another_type_another_method_and_another_path_are_refused()
    {
        await using DashboardBench bench = await DashboardBench.StartAsync();
        bench.Ask();
        string large = DashboardClient.AnswerOf(new string('x', DashboardServer.BodyBytesMax));
        (int tooLarge, _) = await bench.Client.AnswerAsync(large);
        (int form, _) = await bench.Client.AnswerAsync("key=a/pause&answer=confirm", request =>
            request.Content = new StringContent(
                "key=a/pause&answer=confirm", Encoding.UTF8, "application/x-www-form-urlencoded"));
        (int get, _, HttpResponseMessage allowed) = await bench.Client.SendAsync(HttpMethod.Get, "/api/answer");
        (int put, _, _) = await bench.Client.SendAsync(HttpMethod.Put, State, "{}");
        (int none, _, _) = await bench.Client.SendAsync(HttpMethod.Get, "/api/keys");
        (int up, _, _) = await bench.Client.SendAsync(HttpMethod.Get, "/../decisions.db");
        (int secret, _, _) = await bench.Client.SendAsync(HttpMethod.Get, "/dashboard.token");

        Assert.Equal((413, 415, 405, 405), (tooLarge, form, get, put));
        Assert.Equal((404, 404, 404), (none, up, secret));
        Assert.Equal("POST", string.Join(',', allowed.Content.Headers.Allow));
    }

    [Fact]
    public async Task Bytes_that_are_no_HTTP_end_the_connection_and_nothing_else()
    {
        await using DashboardBench bench = await DashboardBench.StartAsync();
        using var socket = new TcpClient();
        string[] place = bench.Client.Authority.Split(':');
        await socket.ConnectAsync(place[0], int.Parse(place[1]), GuardedArena.Stop);
        await socket.GetStream().WriteAsync("GET /\0 HTTP/9\r\nHost: \r\n\r\n"u8.ToArray(), GuardedArena.Stop);
        using var reader = new StreamReader(socket.GetStream());
        Assert.StartsWith("HTTP/1.1 4", await reader.ReadLineAsync(GuardedArena.Stop), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Object, (await bench.Client.StateAsync()).ValueKind);
    }

    [Theory]
    [InlineData("confirm", Permission.Granted, "Confirmed by ada (dashboard).")]
    [InlineData("refuse", Permission.Withheld, "Refused by ada (dashboard).")]
    public async Task The_first_answer_stands_and_a_second_is_told_so(
        string answer, Permission permission, string reason)
    {
        await using DashboardBench bench = await DashboardBench.StartAsync();
        string key = bench.Ask();

        (int first, _) = await bench.Client.AnswerAsync(DashboardClient.AnswerOf(key, answer));
        (int second, string why) = await bench.Client.AnswerAsync(DashboardClient.AnswerOf(key, "confirm"));

        Assert.Equal((200, 409), (first, second));
        Assert.Contains("already", why, StringComparison.Ordinal);
        ResponseDecision kept = bench.Store.Find(key)!;
        Assert.Equal((permission, reason), (kept.Permission, kept.Reasons[0]));
    }

    [Fact]
    public async Task A_click_is_not_enough_where_a_Safe_must_sign()
    {
        await using DashboardBench bench = await DashboardBench.StartAsync(
            safe: new ConfirmingSafe(Some.Address("council")));
        string key = bench.Ask();

        (int plain, string why) = await bench.Client.AnswerAsync(DashboardClient.AnswerOf(key));
        Assert.Equal(403, plain);
        Assert.Contains($"{Some.Address("council")}", why, StringComparison.Ordinal);
        JsonElement waiting = (await bench.Client.StateAsync()).GetProperty("waiting")[0];
        Assert.Equal(66, waiting.GetProperty("safe").GetProperty("confirm").GetProperty("ownersHash")
            .GetString()!.Length);
        Assert.Equal(Permission.NeedsHuman, bench.Store.Find(key)!.Permission);
        Assert.Null(bench.Store.Find(key)!.Answer);
    }

    [Fact]
    public async Task Who_asks_too_often_waits_and_a_stranger_does_not_use_up_the_owners_share()
    {
        var time = new StillTime();
        await using DashboardBench bench = await DashboardBench.StartAsync(time);
        Task<int[]> AskAsync(int times, bool isOwner) => Task.WhenAll(Enumerable.Range(0, times).Select(async _ =>
            (await bench.Client.SendAsync(HttpMethod.Get, State, change: request =>
            {
                if (!isOwner) request.Headers.Remove("Authorization");
            })).Status));

        Assert.Equal(50, (await AskAsync(60, isOwner: false)).Count(status => status == 401));
        Assert.All(await AskAsync(200, isOwner: true), status => Assert.Equal(200, status));
        Assert.Equal(429, Assert.Single(await AskAsync(1, isOwner: true)));
        time.Pass(TimeSpan.FromSeconds(10));
        Assert.Equal(200, Assert.Single(await AskAsync(1, isOwner: true)));
    }

    [Fact]
    public async Task The_page_says_what_a_browser_may_do_with_it_and_holds_no_secret()
    {
        await using DashboardBench bench = await DashboardBench.StartAsync();
        bench.Ask();
        foreach (string path in (string[])["/", "/dashboard.js", "/dashboard.css"])
        {
            (int status, string text, HttpResponseMessage answer) = await bench.Client.SendAsync(
                HttpMethod.Get, path, change: request => request.Headers.Remove("Authorization"));
            Assert.Equal(200, status);
            string policy = string.Join(' ', answer.Headers.GetValues("Content-Security-Policy"));
            Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal("no-store", $"{answer.Headers.CacheControl}");
            Assert.False(answer.Headers.Contains("Set-Cookie"));
            Assert.DoesNotContain(bench.Client.Token, text, StringComparison.Ordinal);
            foreach (string foreign in (string[])["http://", "https://", "innerHTML", "outerHTML", "insertAdjacent"])
                Assert.DoesNotContain(foreign, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_token_is_another_one_each_time_in_a_file_that_others_cannot_read()
    {
        if (OperatingSystem.IsWindows()) return; // it has no such modes
        await using DashboardBench bench = await DashboardBench.StartAsync();
        Assert.Equal(bench.Client.Token, File.ReadAllText(bench.TokenPath));
        File.SetUnixFileMode(bench.TokenPath, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        string next = DashboardToken.Create(bench.TokenPath).Text;

        Assert.NotEqual(bench.Client.Token, next);
        Assert.Equal(next, File.ReadAllText(bench.TokenPath));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(bench.TokenPath));
    }

    [Fact]
    public async Task Tells_what_waits_and_why_in_the_forms_of_the_published_schemas()
    {
        await using DashboardBench bench = await DashboardBench.StartAsync();
        string key = bench.Ask(Some.Incident().Id);
        bench.View.Take(new NodeEvent.BlockScanned(1, Some.Now, 77, Some.Hash("block"), 5, 0));
        bench.View.Take(new NodeEvent.Blind(1, Some.Now, "traces", "gone", ["calls"]));
        bench.View.Take(new NodeEvent.Blind(1, Some.Now, "endpoint x", "gone", ["blocks"]));
        bench.View.Take(new NodeEvent.SightRestored(1, Some.Now, "endpoint x"));

        JsonElement state = await bench.Client.StateAsync();
        JsonElement waiting = Assert.Single(state.GetProperty("waiting").EnumerateArray());
        Assert.Equal(key, waiting.GetProperty("decision").GetProperty("key").GetString());
        Assert.Empty(JsonSchema.Load("dashboard.schema.json").Faults(state.GetRawText()));
        Assert.Empty(JsonSchema.Load("decision.schema.json").Faults(waiting.GetProperty("decision").GetRawText()));
        Assert.Empty(JsonSchema.Load("incident.schema.json").Faults(waiting.GetProperty("incident").GetRawText()));
        foreach (JsonElement happened in state.GetProperty("events").EnumerateArray())
            Assert.Empty(JsonSchema.Load("event.schema.json").Faults(happened.GetRawText()));
        Assert.Equal(77UL, state.GetProperty("chains")[0].GetProperty("head").GetUInt64());
        JsonElement blind = Assert.Single(state.GetProperty("blind").EnumerateArray());
        Assert.Equal("traces", blind.GetProperty("missing").GetString());
    }

    [Fact]
    public void What_is_shown_is_bounded_and_what_waits_is_the_last_to_go()
    {
        var view = new DashboardView();
        view.Take(new NodeEvent.Decided(1, Some.Now, Some.Decision(permission: Permission.NeedsHuman)));
        for (int i = 0; i < 2_000; i++)
        {
            view.Take(new NodeEvent.Decided(1, Some.Now, Some.Decision(incident: $"i{i}")));
            view.Take(new NodeEvent.IncidentOpened(1, Some.Now, Some.Incident($"tx{i}")));
        }

        DashboardView.Snapshot now = view.Read();
        Assert.Equal((500, 200), (now.Decisions.Count, now.Incidents.Count));
        Assert.True(now.Events.Count <= 60);
        Assert.Contains(now.Decisions, decision => decision.Permission == Permission.NeedsHuman);
        Assert.Equal("i1999", now.Decisions[0].Incident);
    }

    private sealed class StillTime : TimeProvider
    {
        private long _ticks = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Read(ref _ticks);

        public override DateTimeOffset GetUtcNow() => Some.Now + TimeSpan.FromTicks(GetTimestamp());

        public void Pass(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);
    }
}
