using Cordon.Contracts;
using Cordon.Domain.Engagement;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Node.Tests.Kit;

namespace Cordon.Node.Tests.Duties;

/// <summary>A keeper against the real contract: killed, moved, starved, blinded.</summary>
public sealed class KeeperTests(DutyFixture fixture, ITestOutputHelper output) : IClassFixture<DutyFixture>
{
    [Fact]
    public async Task What_was_kept_before_a_crash_is_what_is_committed_after_it()
    {
        (GuardedArena arena, ChallengedChain chain) = await fixture.BeginAsync(output);
        await using KeeperRig rig = new(arena);
        await rig.BeginAsync();
        await rig.StepAsync(); // opens
        rig.Interposed = _ => throw new InvalidOperationException("the power fails");
        await Assert.ThrowsAsync<InvalidOperationException>(rig.LookAsync);
        KeptAnswer kept = Assert.Single(Answers(rig, arena, chain));

        rig.Interposed = null;
        await rig.BeginAsync();
        await rig.StepAsync();
        await chain.PassAsync((await chain.EpochAsync()).CommitBy + 1);
        await rig.StepAsync();

        Assert.Equal([kept], Answers(rig, arena, chain));
        Assert.Equal((1U, kept.Digest), await AnsweredAsync(chain));
        Assert.Equal(1, (await rig.ToldAsync()).Count(kind => kind == "committed"));
    }

    [Fact]
    public async Task A_commitment_that_becomes_final_while_the_keeper_stands_still_is_not_sent_again()
    {
        (GuardedArena arena, ChallengedChain _) = await fixture.BeginAsync(output);
        await using KeeperRig rig = new(arena);
        await rig.BeginAsync();
        await rig.StepAsync(); // opens
        await rig.LookAsync(); // commits
        List<string> asked = [];
        rig.Interposed = async request =>
        {
            for (int i = 0; asked.Count == 0 && i < 6; i++)
            {
                await arena.MineAsync();
                await rig.Sender.LookAsync(GuardedArena.Stop);
            }

            asked.Add(request.Key);
            return await rig.Sender.SendAsync(request, GuardedArena.Stop);
        };
        await rig.LookAsync(); // the call was tried before those blocks

        Assert.Single(asked);
        Assert.Contains("committed", await rig.ToldAsync());
        Assert.DoesNotContain("hindered", await rig.ToldAsync());
    }

    [Fact]
    public async Task A_keeper_that_was_killed_after_its_commitment_reveals_it()
    {
        (GuardedArena arena, ChallengedChain chain) = await fixture.BeginAsync(output);
        await using KeeperRig rig = new(arena);
        await rig.BeginAsync();
        await rig.StepAsync(3);
        rig.Kill();
        await chain.PassAsync((await chain.EpochAsync()).CommitBy + 1);
        await rig.BeginAsync();
        await rig.StepAsync(3);

        Contracts.Engagement.Epoch epoch = await chain.EpochAsync();
        Hash256 expected = await ReferenceDigest.ComputeAsync(
            arena.Client, arena.ChainId, epoch.FirstBlock, epoch.LastBlock);
        Assert.Equal((1U, expected), await AnsweredAsync(chain));
        Assert.True(await chain.FreshAsync(rig.Guardian) > epoch.CommitBy);
        Assert.Equal(
            ["committed", "on-duty", "opened", "paid-until", "revealed"],
            (await rig.ToldAsync()).Distinct().Order());
    }

    [Fact]
    public async Task A_commitment_to_blocks_that_are_no_more_is_not_revealed_and_that_is_said()
    {
        (GuardedArena arena, ChallengedChain chain) = await fixture.BeginAsync(output);
        await using KeeperRig rig = new(arena);
        await rig.BeginAsync();
        await rig.StepAsync();
        Contracts.Engagement.Epoch epoch = await chain.EpochAsync();
        Hash256 other = Keccak256.HashUtf8("of another branch");
        Hash256 commitment = EngagementDigest.Commitment(chain.Epoch, rig.Guardian, other, other);
        rig.Answers.Keep(new KeptAnswer(
            arena.ChainId, arena.Engagement, rig.Guardian, chain.Epoch, commitment, epoch.Seed, other, other, other));
        await arena.ActAsync(
            arena.Seats[0].Key.Address, arena.Engagement,
            new Contracts.Engagement.CommitCall(chain.Epoch, commitment).Encode(), mines: true);
        await rig.StepAsync();
        await chain.PassAsync(epoch.CommitBy + 1);
        await rig.StepAsync(3);

        Assert.Equal(0U, (await chain.EpochAsync()).Answers);
        List<string> told = await rig.ToldAsync();
        Assert.Equal(1, told.Count(kind => kind == "range-changed"));
        Assert.Contains("is not revealed", rig.Said("range-changed"));
    }

    [Fact]
    public async Task Without_traces_it_says_what_it_lacks_and_answers_as_soon_as_it_can()
    {
        (GuardedArena arena, ChallengedChain chain) = await fixture.BeginAsync(output);
        await using KeeperRig rig = new(arena);
        await chain.OpenOnTrafficAsync();
        List<string> lacks = ["debug_"];
        rig.Endpoint = new LackingEndpoint(arena.Client, lacks);
        await rig.BeginAsync();
        await rig.StepAsync(2);
        Assert.Contains("attention challenges", Assert.Single(rig.Losses));
        Assert.Empty(Answers(rig, arena, chain));

        lacks.Clear();
        await rig.StepAsync();
        Assert.Empty(rig.Losses);
        Assert.Contains("committed", await rig.ToldAsync());
    }

    [Fact]
    public async Task Without_ether_it_says_so_and_goes_on_once_there_is_some()
    {
        (GuardedArena arena, ChallengedChain chain) = await fixture.BeginAsync(output);
        await using KeeperRig rig = new(arena);
        await arena.AskAsync("anvil_setBalance", arena.Seats[0].Key.Address, UInt256.Zero.ToQuantity());
        await rig.BeginAsync();
        await rig.StepAsync(2);
        await rig.ToldAsync();
        Assert.Contains("cannot pay", rig.Said("hindered"));

        await arena.AskAsync("anvil_setBalance", arena.Seats[0].Key.Address, UInt256.Pow(10, 20).ToQuantity());
        await rig.StepAsync(4);
        Assert.NotEqual(0UL, (await chain.EpochAsync()).OpenedAt);
        Assert.Contains("committed", await rig.ToldAsync());
    }

    [Fact]
    public async Task An_epoch_that_is_opened_in_its_last_seconds_is_answered_in_the_next_one()
    {
        (GuardedArena arena, ChallengedChain chain) = await fixture.BeginAsync(output);
        await using KeeperRig rig = new(arena);
        await chain.PassAsync(((chain.Epoch + 1) * ChallengedChain.EpochSeconds) - 20);
        await rig.BeginAsync();
        await rig.StepAsync(3);
        await chain.PassAsync((await chain.EpochAsync()).CommitBy + 1);
        await rig.StepAsync(3);

        Assert.Equal(1U, (await chain.EpochAsync()).Answers);
        Assert.True(await chain.FreshAsync(rig.Guardian) > UInt256.Zero);
    }

    [Fact]
    public async Task A_node_that_was_away_says_that_it_missed_the_challenge()
    {
        (GuardedArena arena, ChallengedChain chain) = await fixture.BeginAsync(output);
        await using KeeperRig rig = new(arena);
        await chain.OpenOnTrafficAsync();
        await chain.PassAsync((await chain.EpochAsync()).CommitBy + 1);
        await rig.BeginAsync();
        await rig.StepAsync(2);

        Assert.Equal(1, (await rig.ToldAsync()).Count(kind => kind == "missed"));
        Assert.Equal("nothing was committed", rig.Said("missed"));
    }

    [Fact]
    public async Task Two_programs_with_one_key_are_noticed()
    {
        (GuardedArena arena, ChallengedChain chain) = await fixture.BeginAsync(output);
        await using KeeperRig rig = new(arena);
        await rig.BeginAsync();
        await rig.StepAsync(2);
        await using KeeperRig twin = new(arena);
        await twin.BeginAsync();
        await twin.StepAsync();

        await twin.ToldAsync();
        Assert.Contains("run one node for one key", twin.Said("hindered"));
        Assert.Empty(Answers(twin, arena, chain));
    }

    [Fact]
    public async Task Who_is_not_drawn_and_paid_long_enough_does_not_pay_for_an_answer()
    {
        (GuardedArena arena, ChallengedChain chain) = await fixture.BeginAsync(output);
        await using KeeperRig rig = new(arena);
        await rig.BeginAsync();
        await rig.StepAsync(3);
        await chain.PassAsync((await chain.EpochAsync()).CommitBy + 1);
        await rig.StepAsync(3);
        for (int epoch = 0; epoch < 2; epoch++)
        {
            await chain.BeginEpochAsync();
            await rig.StepAsync(3);
            bool isDrawn = await arena.ReadAsync(
                arena.Engagement, new Contracts.Engagement.IsOnDutyCall(chain.Epoch, rig.Guardian));
            bool isNeeded = await chain.FreshAsync(rig.Guardian)
                < (await chain.EpochAsync()).RevealBy + ChallengedChain.EpochSeconds;

            Assert.Equal(isDrawn || isNeeded ? 1 : 0, Answers(rig, arena, chain).Count);
            if (isDrawn || isNeeded) return; // answered or not, it is looked at once
        }
    }

    [Theory]
    [InlineData(false, "Check the configured address")]
    [InlineData(true, "no guardian's key")]
    public async Task A_wrong_contract_or_key_is_said_and_nothing_is_sent(bool isKey, string expected)
    {
        (GuardedArena arena, ChallengedChain chain) = await fixture.BeginAsync(output);
        await using KeeperRig rig = new(arena)
        {
            Contract = isKey ? null : arena.Banker,
            Key = isKey ? arena.Banker : null,
        };
        await rig.BeginAsync();
        await rig.StepAsync();

        Assert.Contains(expected, Assert.Single(rig.Losses));
        Assert.Equal(0UL, (await chain.EpochAsync()).OpenedAt);
    }

    [Fact]
    public async Task What_it_spends_is_bounded_and_said()
    {
        (GuardedArena arena, ChallengedChain chain) = await fixture.BeginAsync(output);
        await using KeeperRig rig = new(arena)
        {
            Sending = new Response.Sending.SenderOptions { WeiPerDayMax = 1_000 },
        };
        await rig.BeginAsync();
        await rig.StepAsync(2);

        await rig.ToldAsync();
        Assert.Contains("of the 250 of 24 hours are committed", rig.Said("hindered"));
        Assert.Equal(0UL, (await chain.EpochAsync()).OpenedAt);
    }

    private static IReadOnlyList<KeptAnswer> Answers(KeeperRig rig, GuardedArena arena, ChallengedChain chain) =>
        rig.Answers.Read(arena.ChainId, arena.Engagement, rig.Guardian, chain.Epoch);

    private static async Task<(uint Count, Hash256 Digest)> AnsweredAsync(ChallengedChain chain)
    {
        Contracts.Engagement.Epoch epoch = await chain.EpochAsync();
        return (epoch.Answers, epoch.LeadingDigest);
    }
}
