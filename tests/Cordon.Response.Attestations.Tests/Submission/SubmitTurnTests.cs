using Cordon.Ethereum;
using Cordon.Response.Attestations.Pool;
using Cordon.Response.Attestations.Submission;
using FsCheck;
using FsCheck.Fluent;

namespace Cordon.Response.Attestations.Tests.Submission;

public class SubmitTurnTests
{
    private static SubmitTurn First => new(0, 0);

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly ExchangeOptions Options = new()
    {
        SubmitStep = TimeSpan.FromSeconds(1),
        SubmitPatience = TimeSpan.FromSeconds(20),
        LateAfter = TimeSpan.FromMinutes(10),
    };

    [Fact]
    public void One_submits_at_once_and_no_more_than_one_with_every_step_whatever_the_incident() =>
        Prop.ForAll(Cases(), given =>
        {
            (int seed, int count) = given;
            TimeSpan step = TimeSpan.FromSeconds(1), atMost = TimeSpan.FromMinutes(5);
            SubmitTurn[] turns = Turns(seed, count);
            TimeSpan[] waits = [.. turns.Select(turn => turn.Wait(step, atMost)).Order()];
            return turns.Select(turn => turn.Rank).Order().SequenceEqual(Enumerable.Range(0, count))
                && waits[0] == TimeSpan.Zero
                && waits.Index().All(wait => wait.Item >= step * wait.Index && wait.Item < step * (wait.Index + 1));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void However_many_come_before_nobody_waits_longer_than_twice_the_bound() =>
        Prop.ForAll(Cases(), given =>
        {
            TimeSpan step = TimeSpan.FromSeconds(1), atMost = TimeSpan.FromSeconds(10);
            TimeSpan[] waits = [.. Turns(given.Seed, given.Count).Select(turn => turn.Wait(step, atMost))];
            // They do not come all at one moment either; two of sixty may meet by chance.
            return waits.All(wait => wait < atMost * 2) && waits.Distinct().Count() >= given.Count - 1;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Twice_as_many_submit_what_is_not_urgent_with_every_doubling() =>
        Assert.Equal(
            [0, 1, 1, 2, 2, 2, 2, 3],
            Enumerable.Range(0, 8).Select(rank => new SubmitTurn(rank, 0).Doublings));

    [Fact]
    public void The_first_is_another_from_incident_to_incident()
    {
        Address[] keys = [.. Enumerable.Range(1, 10).Select(i => Address.FromWord((UInt256)(ulong)i))];
        HashSet<Address> first = [.. Enumerable.Range(0, 100).Select(i =>
            keys.Single(key => SubmitTurn.Of(Keccak256.HashUtf8($"{i}"), key, keys).Rank == 0))];

        Assert.Equal(keys.Length, first.Count);
    }

    [Theory]
    [InlineData(0, null, null, 0)] // the first at once
    [InlineData(3, null, null, 3)]
    [InlineData(0, 5, null, 25)] // after a notice, its patience
    [InlineData(2, 5, null, 27)]
    [InlineData(0, null, 7, 27)] // after an own attempt likewise
    [InlineData(6, 5, 40, 60)]
    public void A_quorum_is_due_by_turn_after_notices_and_attempts(int turn, int? notice, int? tried, int due)
    {
        var memory = new SubmitMemory(NoticeAt: At(notice), TriedAt: At(tried));

        DateTimeOffset? found = memory.QuorumDue(
            Standing() with { QuorumHeldAt = Start }, new SubmitTurn(turn, 0), Options);
        Assert.Equal(At(due), found);
    }

    [Fact]
    public void Nothing_is_due_without_a_quorum_or_with_one_on_the_chain()
    {
        var memory = new SubmitMemory();
        Assert.Null(memory.QuorumDue(Standing(), First, Options));
        Assert.Null(memory.QuorumDue(
            Standing() with { QuorumHeldAt = Start, IsAtQuorumOnChain = true }, First, Options));
    }

    [Fact]
    public void A_verdict_of_ours_that_waits_is_due_until_the_chain_has_counted_it()
    {
        var memory = new SubmitMemory(FirstSeenAt: Start);
        Assert.Equal(At(600), memory.LateDue(Standing(), First, Options));
        Assert.Equal(At(640), memory.LateDue(Standing(), new SubmitTurn(5, 0), Options));
        Assert.Equal(At(720), (memory with { LateTriedAt = At(700) }).LateDue(Standing(), First, Options));
        Assert.Null(memory.LateDue(Standing() with { IsOwnCounted = true }, First, Options));
        Assert.Null(new SubmitMemory().LateDue(Standing(), First, Options));
    }

    private static SubmitTurn[] Turns(int seed, int count)
    {
        Address[] keys = [.. Enumerable.Range(0, count).Select(i => Address.FromWord((UInt256)(ulong)(i + 1)))];
        return [.. keys.Select(key => SubmitTurn.Of(Keccak256.HashUtf8($"{seed}"), key, keys))];
    }

    private static Arbitrary<(int Seed, int Count)> Cases() => Gen.Zip(
        Gen.Choose(0, int.MaxValue), Gen.Choose(1, 60)).Select(pair => (pair.Item1, pair.Item2)).ToArbitrary();

    private static DateTimeOffset? At(int? seconds) => seconds is { } s ? Start + TimeSpan.FromSeconds(s) : null;

    private static IncidentStanding Standing() => new()
    {
        Incident = default,
        RaisedAt = Start,
        AttackWeight = 1,
        NoAttackWeight = 0,
        OnDutyWeight = 1,
    };
}
