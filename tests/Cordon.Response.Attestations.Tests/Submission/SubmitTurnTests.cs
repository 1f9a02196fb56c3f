using Cordon.Ethereum;
using Cordon.Response.Attestations.Pool;
using Cordon.Response.Attestations.Submission;
using FsCheck;
using FsCheck.Fluent;

namespace Cordon.Response.Attestations.Tests.Submission;

public class SubmitTurnTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly ExchangeOptions Options = new()
    {
        SubmitStep = TimeSpan.FromSeconds(1),
        SubmitPatience = TimeSpan.FromSeconds(20),
        LateAfter = TimeSpan.FromMinutes(10),
    };

    [Fact]
    public void One_submits_at_once_and_twice_as_many_with_every_step_whatever_the_incident() =>
        Prop.ForAll(Cases(), given =>
        {
            (int seed, int count) = given;
            Address[] keys = [.. Enumerable.Range(0, count).Select(i => Address.FromWord((UInt256)(ulong)(i + 1)))];
            Hash256 subject = Keccak256.HashUtf8($"{seed}");
            int[] turns = [.. keys.Select(key => SubmitTurn.Of(subject, key, keys)).Order()];
            int[] expected = [.. Enumerable.Range(1, count).Select(rank => (int)Math.Floor(Math.Log2(rank)))];
            return turns.SequenceEqual(expected);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_first_is_another_from_incident_to_incident()
    {
        Address[] keys = [.. Enumerable.Range(1, 10).Select(i => Address.FromWord((UInt256)(ulong)i))];
        HashSet<Address> first = [.. Enumerable.Range(0, 100).Select(i =>
            keys.Single(key => SubmitTurn.Of(Keccak256.HashUtf8($"{i}"), key, keys) == 0))];

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

        Assert.Equal(At(due), memory.QuorumDue(Standing() with { QuorumHeldAt = Start }, turn, Options));
    }

    [Fact]
    public void Nothing_is_due_without_a_quorum_or_with_one_on_the_chain()
    {
        var memory = new SubmitMemory();
        Assert.Null(memory.QuorumDue(Standing(), 0, Options));
        Assert.Null(memory.QuorumDue(
            Standing() with { QuorumHeldAt = Start, IsAtQuorumOnChain = true }, 0, Options));
    }

    [Fact]
    public void A_verdict_of_ours_that_waits_is_due_until_the_chain_has_counted_it()
    {
        var memory = new SubmitMemory(FirstSeenAt: Start);
        Assert.Equal(At(600), memory.LateDue(Standing(), 0, Options));
        Assert.Equal(At(640), memory.LateDue(Standing(), 2, Options));
        Assert.Equal(At(720), (memory with { LateTriedAt = At(700) }).LateDue(Standing(), 0, Options));
        Assert.Null(memory.LateDue(Standing() with { IsOwnCounted = true }, 0, Options));
        Assert.Null(new SubmitMemory().LateDue(Standing(), 0, Options));
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
