using Cordon.Arena.Chain;
using Cordon.Domain.Policies;
using Cordon.Domain.Sending;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Node.Decisions;
using Cordon.Node.Events;
using Cordon.Node.Settings;
using Cordon.Node.Tests.Kit;
using Cordon.Response.Confirming;
using Cordon.Response.Policies;
using Cordon.Response.Signing;
using Cordon.Storage.Sqlite;

namespace Cordon.Node.Tests.Live;

/// <summary>A node whose policy wants two of three owners of a real Safe to sign what it does.</summary>
[Collection(ArenaCollection.Name)]
public sealed class SafeAnswerTests(ArenaFixture fixture, ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Nothing_but_enough_signatures_over_this_very_answer_is_acted_on_and_that_once()
    {
        (GuardedArena arena, Act attack) = await fixture.BeginAsync(output);
        await using RunningNode node = await RunningNode.StartAsync(Settings(arena), arena.Key);
        (ResponseDecision asked, SafeQuestion question) = await AskedAsync(arena, node, attack);
        Assert.Contains($"the Safe {arena.Council}", asked.Reasons[0], StringComparison.Ordinal);

        // Written past the command line: a plain yes, one signature too few, one for another decision.
        Answer(Decider.Confirm(asked, "mallory", TimeProvider.System.GetUtcNow()));
        await NotCountedAsync(node, "wants the owners");
        Answer(Signed(question, true, arena.Owners[0]));
        await NotCountedAsync(node, "fewer signatures than its threshold");
        SafeQuestion another = question with { Decision = asked with { Key = $"other/{asked.Key}" } };
        Answer(Signed(another, true, arena.Owners[..2]) with { Key = asked.Key });
        await NotCountedAsync(node, "a signature is of nobody who owns it");
        SafeQuestion earlier = question with { AskedAt = asked.At.AddMinutes(-5) };
        Answer(Signed(earlier, true, arena.Owners[..2]));
        await NotCountedAsync(node, "asked at another time");
        Assert.Empty(node.Of<NodeEvent.ActionRequested>());

        Answer(Signed(question, true, arena.Owners[0], arena.Owners[2]));
        await node.UntilAsync<NodeEvent.ActionSent>();
        await arena.MineAsync();
        await node.UntilAsync<NodeEvent.ActionSettled>(settled => settled.Record.State >= SendState.Mined);
        Assert.Equal(2, await arena.ModeAsync());
        await arena.AssertRaisedOnceAsync(node.Story);
        Assert.Single(node.Of<NodeEvent.Decided>(),
            e => e.Decision.Reasons[0] == $"Confirmed by the owners of the Safe {arena.Council}.");
    }

    [Fact]
    public async Task A_signed_refusal_ends_it_and_a_yes_afterwards_comes_too_late()
    {
        (GuardedArena arena, Act attack) = await fixture.BeginAsync(output);
        await using RunningNode node = await RunningNode.StartAsync(Settings(arena), arena.Key);
        (ResponseDecision asked, SafeQuestion question) = await AskedAsync(arena, node, attack);

        Answer(Signed(question, false, arena.Owners[1], arena.Owners[2]));
        await node.UntilAsync<NodeEvent.Decided>(
            e => e.Decision.Reasons[0] == $"Refused by the owners of the Safe {arena.Council}.");
        using (SqliteDecisionStore human = SqliteDecisionStore.OpenExisting(NodeFiles.Decisions(_folder.Path)))
            Assert.False(human.KeepAnswer(Signed(question, true, arena.Owners[..2])));
        await arena.MineAsync();
        await node.CatchUpAsync(arena.Client, arena.ChainId);

        Assert.Equal(Permission.NeedsHuman, asked.Permission);
        Assert.Empty(node.Of<NodeEvent.ActionRequested>());
        Assert.Empty(await arena.SentAsync());
    }

    [Fact]
    public async Task An_answer_that_comes_after_its_time_is_not_acted_on()
    {
        (GuardedArena arena, Act attack) = await fixture.BeginAsync(output);
        NodeSettings settings = Settings(arena, TimeSpan.FromSeconds(1));
        await using RunningNode node = await RunningNode.StartAsync(settings, arena.Key);
        (_, SafeQuestion question) = await AskedAsync(arena, node, attack, TimeSpan.FromSeconds(1));
        await node.UntilAsync(
            () => TimeProvider.System.GetUtcNow() >= question.Expires ? "" : null, "the end of its time");

        Answer(Signed(question, true, arena.Owners[..2]));
        await NotCountedAsync(node, "it ran out at");
        Assert.Empty(node.Of<NodeEvent.ActionRequested>());
    }

    [Fact]
    public async Task What_the_owners_confirmed_before_a_crash_is_sent_by_the_next_run_and_an_unsigned_grant_is_not()
    {
        (GuardedArena arena, Act attack) = await fixture.BeginAsync(output);
        NodeSettings settings = Settings(arena);
        ResponseDecision granted;
        await using (RunningNode first = await RunningNode.StartAsync(settings, new NoSigner(arena.Key.Address)))
        {
            (_, SafeQuestion question) = await AskedAsync(arena, first, attack);
            Answer(Signed(question, true, arena.Owners[..2]));
            granted = (await first.UntilAsync<NodeEvent.ActionFailed>()).Decision;
        }

        Answer(granted with { Answer = null });
        await using (RunningNode second = await RunningNode.StartAsync(settings, arena.Key))
        {
            NodeEvent.ActionFailed failed = await second.UntilAsync<NodeEvent.ActionFailed>();
            Assert.Contains("not taken up again: it is not signed", failed.Reason, StringComparison.Ordinal);
            Assert.Empty(second.Of<NodeEvent.ActionRequested>());
        }

        Answer(granted);
        await using RunningNode third = await RunningNode.StartAsync(settings, arena.Key);
        await third.UntilAsync<NodeEvent.ActionSent>();
        await arena.MineAsync();
        await third.CatchUpAsync(arena.Client, arena.ChainId);
        await arena.AssertRaisedOnceAsync(third.Story);
    }

    [Fact]
    public async Task While_the_chain_does_not_answer_the_answer_waits_and_that_is_said_once()
    {
        (GuardedArena arena, Act _) = await fixture.BeginAsync(output);
        List<NodeEvent> told = [];
        var pump = new EventPump([new Listener(told)], 64, TimeProvider.System);
        var judge = new AnswerJudge(pump);
        ConfirmingSafe safe = new(arena.Council);
        GuardedProtocol guarded = RunningNode.GuardOf(arena, RunningNode.PausesAlone(safe: safe));
        ResponseDecision asked = Some.Decision(permission: Permission.NeedsHuman)
            with
        { At = TimeProvider.System.GetUtcNow() };
        var question = new SafeQuestion(asked, asked.At, arena.ChainId, safe);
        ResponseDecision found = Signed(question, true, arena.Owners[..2]);
        await using RpcClient gone = new(RpcEndpoint.Parse("http://127.0.0.1:1")); // nothing listens there

        Task<ResponseDecision?> JudgeAsync(RpcClient node) => judge.JudgeAsync(
            asked, found, Some.Incident() with { Chain = arena.ChainId }, guarded, node, GuardedArena.Stop);
        Assert.Null(await JudgeAsync(gone));
        Assert.Null(await JudgeAsync(gone));
        ResponseDecision? judged = await JudgeAsync(arena.Client);
        pump.Complete();
        await pump.RunAsync();

        Assert.Equal(Permission.Granted, judged!.Permission);
        Assert.Single(told.OfType<NodeEvent.Blind>(), blind => blind.Missing == $"the Safe {arena.Council}");
        Assert.Single(told.OfType<NodeEvent.SightRestored>());
    }

    private NodeSettings Settings(GuardedArena arena, TimeSpan? within = null)
    {
        ConfirmingSafe safe = new(arena.Council);
        if (within is { } time) safe = safe with { Within = time };
        return RunningNode.Settings(arena, _folder.Path, RunningNode.PausesAlone(safe: safe));
    }

    private static async Task<(ResponseDecision Asked, SafeQuestion Question)> AskedAsync(
        GuardedArena arena, RunningNode node, Act attack, TimeSpan? within = null)
    {
        await node.CatchUpAsync(arena.Client, arena.ChainId);
        await arena.SendAsync(attack);
        ResponseDecision asked = (await node.UntilAsync<NodeEvent.Decided>(
            e => e.Decision.Permission == Permission.NeedsHuman)).Decision;
        ConfirmingSafe safe = new(arena.Council);
        if (within is { } time) safe = safe with { Within = time };
        return (asked, new SafeQuestion(asked, asked.At, arena.ChainId, safe));
    }

    private static ResponseDecision Signed(SafeQuestion question, bool isYes, params PrivateKey[] owners)
    {
        Hash256 hash = question.OwnersHash(isYes);
        byte[] joined = SafeSignatures.Join([.. owners.Select(owner => owner.Sign(hash).ToArray())], hash);
        return question.Decision with { Answer = new SignedAnswer(isYes, question.AskedAt, Hex.Format(joined)) };
    }

    private void Answer(ResponseDecision answered)
    {
        using SqliteDecisionStore human = SqliteDecisionStore.OpenExisting(NodeFiles.Decisions(_folder.Path));
        human.Keep([answered]);
    }

    private static Task<NodeEvent.Decided> NotCountedAsync(RunningNode node, string why) =>
        node.UntilAsync<NodeEvent.Decided>(e => e.Decision.Permission == Permission.NeedsHuman
            && e.Decision.Reasons[0].StartsWith("The answer is not counted: ", StringComparison.Ordinal)
            && e.Decision.Reasons[0].Contains(why, StringComparison.Ordinal));

    private sealed class Listener(List<NodeEvent> told) : INodeListener
    {
        public void Take(NodeEvent happened) => told.Add(happened);
    }

    private sealed class NoSigner(Address address) : ITransactionSigner
    {
        public Address Address => address;

        public Task<SignedTransaction> SignAsync(Transaction transaction, CancellationToken cancellation = default) =>
            Task.FromException<SignedTransaction>(new SigningException("The remote signer does not answer."));
    }
}
