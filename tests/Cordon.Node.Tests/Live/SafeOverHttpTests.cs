using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Cordon.Arena.Chain;
using Cordon.Domain.Policies;
using Cordon.Domain.Sending;
using Cordon.Ethereum;
using Cordon.Node.Dashboard;
using Cordon.Node.Events;
using Cordon.Node.Settings;
using Cordon.Node.Tests.Kit;
using Cordon.Response.Confirming;

namespace Cordon.Node.Tests.Live;

/// <summary>A node whose policy wants two of three owners of a real Safe to sign, and is handed their signatures
/// through its local page.</summary>
[Collection(ArenaCollection.Name)]
public sealed class SafeOverHttpTests(ArenaFixture fixture, ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly PrivateKey _stranger = PrivateKey.Generate();

    public void Dispose()
    {
        _stranger.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Two_owners_signatures_over_HTTP_pause_once_and_handed_in_again_they_do_nothing()
    {
        (GuardedArena arena, Act attack) = await fixture.BeginAsync(output);
        await using RunningNode node = await RunningNode.StartAsync(Settings(arena), arena.Key);
        using var client = new DashboardClient(node.Node.Dashboard!);
        Question asked = await AskedAsync(arena, node, client, attack);
        string body = asked.Answer(true, Signed(asked.Confirm, arena.Owners[2], arena.Owners[0]));

        (int Status, string Text)[] answers = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(_ => client.AnswerAsync(body)));
        await node.UntilAsync<NodeEvent.ActionSent>();
        await arena.MineAsync();
        await node.UntilAsync<NodeEvent.ActionSettled>(settled => settled.Record.State >= SendState.Mined);
        (int again, string why) = await client.AnswerAsync(body);
        (int other, _) = await client.AnswerAsync(
            asked.Answer(false, Signed(asked.Refuse, arena.Owners[..2])));
        await arena.MineAsync();
        await node.CatchUpAsync(arena.Client, arena.ChainId);

        Assert.Single(answers, answer => answer.Status == 200);
        Assert.Equal(5, answers.Count(answer => answer.Status == 409));
        Assert.Equal((409, 409), (again, other));
        Assert.Contains("it is granted already", why, StringComparison.Ordinal);
        Assert.Equal(2, await arena.ModeAsync());
        await arena.AssertRaisedOnceAsync(node.Story);
        Assert.Single(node.Of<NodeEvent.Decided>(),
            e => e.Decision.Reasons[0] == $"Confirmed by the owners of the Safe {arena.Council}.");
    }

    [Fact]
    public async Task Signatures_that_do_not_count_are_refused_with_the_reason_and_the_question_stays_open()
    {
        (GuardedArena arena, Act attack) = await fixture.BeginAsync(output);
        await using RunningNode node = await RunningNode.StartAsync(Settings(arena), arena.Key);
        using var client = new DashboardClient(node.Node.Dashboard!);
        Question asked = await AskedAsync(arena, node, client, attack);
        PrivateKey[] owners = arena.Owners;
        Hash256 right = asked.Confirm;
        Hash256 elsewhere = asked.Of(arena, key: $"other/{asked.Key}").OwnersHash(true);
        Hash256 earlier = asked.Of(arena, at: asked.At.AddMinutes(-5)).OwnersHash(true);
        byte[] bent = owners[0].Sign(right).ToArray();
        bent[7] ^= 1;
        byte[] zero = new byte[Signature.SizeBytes];
        byte[] approved = [.. new byte[12], .. Hex.Parse($"{owners[0].Address}"), .. new byte[32], 1];
        const string nobody = "a signature is of nobody who owns it";
        (string About, byte[][] Signatures, int Status, string Why)[] bad =
        [
            ("one of two", Signed(right, owners[0]), 422, "fewer signatures than its threshold"),
            ("the same owner twice", Signed(right, owners[0], owners[0]), 422, nobody),
            ("a stranger beside an owner", Signed(right, owners[0], _stranger), 422, nobody),
            ("over the question about another decision", Signed(elsewhere, owners[..2]), 422, nobody),
            ("over an earlier question about the same", Signed(earlier, owners[..2]), 422, nobody),
            ("over the opposite answer", Signed(asked.Refuse, owners[..2]), 422, nobody),
            ("not over the SafeMessage", Signed(asked.Of(arena).Digest(true), owners[..2]), 422, nobody),
            ("a bent one", [bent, .. Signed(right, owners[1])], 422, "nobody"),
            ("an approval that was never given", [approved, .. Signed(right, owners[1])], 422, "not approved"),
            ("zeros", [zero, zero], 422, "nobody"),
            ("cut off", [bent[..64], bent], 422, "64 bytes"),
            ("one byte", [new byte[1]], 422, "fewer signatures than its threshold"),
            ("65 of them", [.. Enumerable.Repeat(bent, 65)], 400, "signatures: expected"),
            ("none", [], 400, "signatures: expected"),
        ];

        foreach ((string about, byte[][] signatures, int status, string why) in bad)
        {
            (int found, string text) = await client.AnswerAsync(asked.Answer(true, signatures));
            Assert.True(found == status && text.Contains(why, StringComparison.Ordinal), $"{about}: {found} {text}");
        }

        Assert.Equal(403, (await client.AnswerAsync(DashboardClient.AnswerOf(asked.Key))).Status);
        Assert.Equal(404, (await client.AnswerAsync(
            (asked with { Key = $"other/{asked.Key}" }).Answer(true, Signed(elsewhere, owners[..2])))).Status);
        await AssertStillOpenAsync(arena, node, client, asked);
    }

    [Fact]
    public async Task Bodies_without_end_are_cut_off_and_the_question_stays_open()
    {
        (GuardedArena arena, Act attack) = await fixture.BeginAsync(output);
        await using RunningNode node = await RunningNode.StartAsync(Settings(arena), arena.Key);
        using var client = new DashboardClient(node.Node.Dashboard!);
        Question asked = await AskedAsync(arena, node, client, attack);
        byte[] large = RandomNumberGenerator.GetBytes(DashboardServer.BodyBytesMax);

        (int tooLarge, _) = await client.AnswerAsync(asked.Answer(true, large));
        int endless = await StatusOfEndlessAsync(client, asked);
        // One as large as is kept: the Safe gets it, and refuses it.
        (int atLimit, string why) = await client.AnswerAsync(
            asked.Answer(true, large[..SignedAnswer.SignatureBytesMax]));
        (int beyond, _) = await client.AnswerAsync(asked.Answer(true, large[..(SignedAnswer.SignatureBytesMax + 1)]));

        Assert.Equal((413, 413, 400), (tooLarge, endless, beyond));
        Assert.Equal((422, true), (atLimit, why.Contains($"the Safe {arena.Council}", StringComparison.Ordinal)));
        await AssertStillOpenAsync(arena, node, client, asked);
    }

    [Fact]
    public async Task What_was_signed_in_time_and_is_handed_in_after_it_does_not_count()
    {
        (GuardedArena arena, Act attack) = await fixture.BeginAsync(output);
        TimeSpan within = TimeSpan.FromSeconds(1);
        await using RunningNode node = await RunningNode.StartAsync(Settings(arena, within), arena.Key);
        using var client = new DashboardClient(node.Node.Dashboard!);
        Question asked = await AskedAsync(arena, node, client, attack);
        string body = asked.Answer(true, Signed(asked.Confirm, arena.Owners[..2]));
        await node.UntilAsync(() => TimeProvider.System.GetUtcNow() >= asked.Expires ? "" : null, "its end");

        for (int replay = 0; replay < 3; replay++)
        {
            (int status, string text) = await client.AnswerAsync(body);
            Assert.Equal((422, true), (status, text.Contains("it ran out at", StringComparison.Ordinal)));
        }

        await arena.MineAsync();
        await node.CatchUpAsync(arena.Client, arena.ChainId);
        Assert.Empty(node.Of<NodeEvent.ActionRequested>());
        Assert.Empty(await arena.SentAsync());
    }

    private NodeSettings Settings(GuardedArena arena, TimeSpan? within = null)
    {
        ConfirmingSafe safe = new(arena.Council);
        if (within is { } time) safe = safe with { Within = time };
        return RunningNode.Settings(arena, _folder.Path, RunningNode.PausesAlone(safe: safe)) with
        {
            Dashboard = new DashboardSettings(new IPEndPoint(IPAddress.Loopback, 0)),
        };
    }

    // What the page shows, as an owner's wallet would get it.
    private static async Task<Question> AskedAsync(
        GuardedArena arena, RunningNode node, DashboardClient client, Act attack)
    {
        await node.CatchUpAsync(arena.Client, arena.ChainId);
        await arena.SendAsync(attack);
        ResponseDecision decision = (await node.UntilAsync<NodeEvent.Decided>(
            e => e.Decision.Permission == Permission.NeedsHuman)).Decision;
        JsonElement waiting;
        while (!TryFirst((await client.StateAsync()).GetProperty("waiting"), out waiting))
            await Task.Delay(20, GuardedArena.Stop);
        JsonElement safe = waiting.GetProperty("safe");
        Assert.Equal($"{arena.Council}", safe.GetProperty("account").GetString());
        return new Question(
            waiting.GetProperty("decision").GetProperty("key").GetString()!, HashOf("confirm"), HashOf("refuse"),
            safe.GetProperty("expires").GetDateTimeOffset(), decision);

        Hash256 HashOf(string answer) =>
            Hash256.Parse(safe.GetProperty(answer).GetProperty("ownersHash").GetString()!);
    }

    private static bool TryFirst(JsonElement list, out JsonElement first)
    {
        first = list.EnumerateArray().FirstOrDefault();
        return first.ValueKind == JsonValueKind.Object;
    }

    private static byte[][] Signed(Hash256 hash, params PrivateKey[] keys) =>
        [.. keys.Select(key => key.Sign(hash).ToArray())];

    // Its length is not said beforehand.
    private static async Task<int> StatusOfEndlessAsync(DashboardClient client, Question asked)
    {
        string open = asked.Answer(true, new byte[1])[..^3]; // up to within the signature
        (int status, _) = await client.AnswerAsync("", request =>
        {
            request.Headers.TransferEncodingChunked = true;
            request.Content = new StringContent(
                open + new string('0', 2 * DashboardServer.BodyBytesMax), System.Text.Encoding.UTF8,
                "application/json");
        });
        return status;
    }

    // Nothing was sent, and the right signatures are still taken.
    private static async Task AssertStillOpenAsync(
        GuardedArena arena, RunningNode node, DashboardClient client, Question asked)
    {
        Assert.Empty(node.Of<NodeEvent.ActionRequested>());
        Assert.Empty(await arena.SentAsync());
        (int taken, string text) = await client.AnswerAsync(
            asked.Answer(true, Signed(asked.Confirm, arena.Owners[1], arena.Owners[2])));
        Assert.True(taken == 200, $"{taken} {text}");
        await node.UntilAsync<NodeEvent.ActionSent>();
        await arena.MineAsync();
        await node.CatchUpAsync(arena.Client, arena.ChainId);
        await arena.AssertRaisedOnceAsync(node.Story);
    }

    private sealed record Question(
        string Key, Hash256 Confirm, Hash256 Refuse, DateTimeOffset Expires, ResponseDecision Decision)
    {
        public DateTimeOffset At => Decision.At;

        public string Answer(bool isYes, params byte[][] signatures) => JsonSerializer.Serialize(new
        {
            key = Key,
            answer = isYes ? "confirm" : "refuse",
            by = "ada",
            signatures = signatures.Select(signature => Hex.Format(signature)),
        });

        /// <summary>The question as it would be about something else.</summary>
        public SafeQuestion Of(GuardedArena arena, string? key = null, DateTimeOffset? at = null) =>
            new(Decision with { Key = key ?? Key }, at ?? At, arena.ChainId, new ConfirmingSafe(arena.Council));
    }
}
