using System.Collections.Immutable;
using System.Numerics;
using Cordon.Domain.Attestations;
using Cordon.Ethereum;
using Cordon.Response.Attestations.Chain;
using Cordon.Response.Attestations.Pool;
using Cordon.Response.Attestations.Tests.Kit;
using FsCheck;
using FsCheck.Fluent;

namespace Cordon.Response.Attestations.Tests.Pool;

public sealed class AttestationPoolTests : IDisposable
{
    private readonly PrivateKey[] _keys = [.. Enumerable.Range(0, 5).Select(Some.Key)];
    private readonly Roster _roster;
    private readonly AttestationPool _pool = new(Some.Domain);

    public AttestationPoolTests()
    {
        _roster = Some.Roster(_keys);
        _pool.Look(Some.View(_roster, [(_keys[0], 30), (_keys[1], 30), (_keys[2], 30), (_keys[3], 0)]));
    }

    [Fact]
    public void A_right_attestation_is_fresh_once_and_then_known()
    {
        Attestation attestation = Some.Attest(_keys[0], Verdict.Attack);

        Assert.Equal(Admission.Fresh, _pool.Admit(attestation));
        Assert.Equal(Admission.Known, _pool.Admit(attestation));
        Assert.Equal(new UInt256(30), _pool.Standing(Some.Incident)!.AttackWeight);
        Assert.Equal([attestation], _pool.Held(Some.Incident)!);
    }

    [Fact]
    public void What_does_not_count_on_the_chain_is_not_kept()
    {
        using PrivateKey nobody = PrivateKey.Generate();
        Attestation right = Some.Attest(_keys[0], Verdict.Attack);

        Assert.Equal(Admission.NotSeated, _pool.Admit(Some.Attest(nobody, Verdict.Attack)));
        Assert.Equal(Admission.NotSeated, _pool.Admit(Some.Attest(_keys[3], Verdict.Attack)));
        Assert.Equal(
            Admission.UnknownIncident,
            _pool.Admit(Some.Attest(_keys[0], Verdict.Attack, Keccak256.HashUtf8("another"))));
        Assert.Equal(Admission.BadSignature, _pool.Admit(right with { Signer = _keys[1].Address }));
        Assert.Equal(Admission.BadSignature, _pool.Admit(right with { Verdict = Verdict.NoAttack }));
        Assert.Empty(_pool.Held(Some.Incident)!);
    }

    [Fact]
    public void After_the_window_of_punishment_nothing_is_taken()
    {
        _pool.Look(Some.View(_roster, [(_keys[0], 1)]) with { Time = Some.RaisedAt.AddDays(14).AddSeconds(1) });

        Assert.Equal(Admission.TooLate, _pool.Admit(Some.Attest(_keys[0], Verdict.Attack)));
        Assert.Empty(_pool.Open());
    }

    [Theory]
    [InlineData(200ul, 300ul, true)] // exactly two thirds
    [InlineData(199ul, 300ul, false)]
    [InlineData(200ul, 301ul, false)]
    [InlineData(1ul, 1ul, true)]
    public void Two_thirds_are_a_quorum_and_a_unit_less_is_none(ulong weight, ulong onDuty, bool isQuorum)
    {
        _pool.Look(Some.View(_roster, [(_keys[0], weight)], onDuty));
        _pool.Admit(Some.Attest(_keys[0], Verdict.Attack));

        Assert.Equal(isQuorum, _pool.NoteQuorum(Some.Incident, Some.RaisedAt) is not null);
        Assert.Null(_pool.NoteQuorum(Some.Incident, Some.RaisedAt)); // told once
    }

    [Fact]
    public void Weights_and_quorum_are_those_of_big_integers_whoever_says_what() =>
        Prop.ForAll(Histories(), history =>
        {
            var pool = new AttestationPool(Some.Domain);
            pool.Look(Some.View(_roster, [.. _keys.Select((key, i) => (key, (ulong)history.Weights[i]))]));
            foreach ((int guardian, bool isAttack) in history.Said)
                pool.Admit(Some.Attest(_keys[guardian], isAttack ? Verdict.Attack : Verdict.NoAttack));
            BigInteger attack = Sum(history.Said.Where(said => said.IsAttack).Select(said => said.Guardian));
            BigInteger other = Sum(history.Said.Where(said => !said.IsAttack).Select(said => said.Guardian));
            BigInteger all = Sum(Enumerable.Range(0, _keys.Length));
            IncidentStanding standing = pool.Standing(Some.Incident)!;
            bool isQuorum = all > 0 && attack * 3 >= all * 2;
            return (BigInteger)standing.AttackWeight == attack
                && (BigInteger)standing.NoAttackWeight == other
                && pool.NoteQuorum(Some.Incident, Some.RaisedAt) is not null == isQuorum;

            BigInteger Sum(IEnumerable<int> guardians) =>
                guardians.Distinct().Aggregate(BigInteger.Zero, (sum, i) => sum + history.Weights[i]);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Both_verdicts_of_a_guardian_are_a_proof_also_by_an_old_key_that_counts_nothing()
    {
        using PrivateKey old = Some.Key(99);
        Member first = _roster.ByKey(_keys[0].Address)!;
        Roster rotated = _roster with { Owners = _roster.Owners.Add(old.Address, first.Guardian) };
        _pool.Look(Some.View(rotated, [(_keys[0], 30), (_keys[1], 30)]));
        Attestation attack = Some.Attest(old, Verdict.Attack);
        Attestation noAttack = Some.Attest(_keys[0], Verdict.NoAttack);

        Assert.Equal(Admission.Fresh, _pool.Admit(attack));
        Assert.Null(_pool.FindEquivocation(attack));
        Assert.Equal(UInt256.Zero, _pool.Standing(Some.Incident)!.AttackWeight);
        Assert.Equal(Admission.Fresh, _pool.Admit(noAttack));

        Assert.Equal(new Equivocation(first.Guardian, attack, noAttack), _pool.FindEquivocation(noAttack));
        // The key of today takes the old one's place, since it counts.
        Assert.Equal(Admission.Fresh, _pool.Admit(Some.Attest(_keys[0], Verdict.Attack)));
        Assert.Equal(new UInt256(30), _pool.Standing(Some.Incident)!.AttackWeight);
    }

    [Fact]
    public void What_a_contract_is_said_to_have_signed_waits_for_the_chains_word()
    {
        Attestation said = OfContract(_keys[0]);

        Assert.Equal(Admission.ForTheChain, _pool.Admit(said));
        Assert.Empty(_pool.Held(Some.Incident)!);
        Assert.Equal(Admission.NotSeated, _pool.Admit(OfContract(_keys[3]))); // nobody is asked about it

        Assert.Equal(Admission.Fresh, _pool.Admit(said, isConfirmed: true));
        Assert.Equal(Admission.Known, _pool.Admit(said));
        Assert.Equal(Admission.Known, _pool.Admit(said, isConfirmed: true));
        Assert.Equal(new UInt256(30), _pool.Standing(Some.Incident)!.AttackWeight);
    }

    [Fact]
    public void A_quorum_that_loses_what_carried_it_is_held_no_longer_and_can_be_held_again()
    {
        Attestation carrying = OfContract(_keys[0]);
        _pool.Admit(carrying, isConfirmed: true);
        _pool.Admit(Some.Attest(_keys[1], Verdict.Attack));
        Assert.NotNull(_pool.NoteQuorum(Some.Incident, Some.RaisedAt));

        Assert.True(_pool.Drop(carrying));
        Assert.False(_pool.Drop(carrying));

        Assert.Null(_pool.Standing(Some.Incident)!.QuorumHeldAt);
        Assert.Null(_pool.NoteQuorum(Some.Incident, Some.RaisedAt));
        Assert.Equal(Admission.Fresh, _pool.Admit(OfContract(_keys[0], 2), isConfirmed: true));
        Assert.NotNull(_pool.NoteQuorum(Some.Incident, Some.RaisedAt));
    }

    [Fact]
    public void What_the_chain_has_counted_is_part_of_the_quorum_and_not_counted_twice()
    {
        ChainView view = Some.View(_roster, [(_keys[0], 30), (_keys[1], 30), (_keys[2], 30)]);
        IncidentSight before = view.Incidents[Some.Incident];
        uint first = before.Seats[_keys[0].Address].Index;
        _pool.Look(view with
        {
            Incidents = view.Incidents.SetItem(Some.Incident, before with
            {
                Record = before.Record with { Attack = 30 },
                Counted = [first],
            }),
        });

        _pool.Admit(Some.Attest(_keys[0], Verdict.Attack)); // counted already
        Assert.Null(_pool.NoteQuorum(Some.Incident, Some.RaisedAt));
        _pool.Admit(Some.Attest(_keys[1], Verdict.Attack));
        Assert.NotNull(_pool.NoteQuorum(Some.Incident, Some.RaisedAt));
    }

    [Fact]
    public void An_incident_that_was_reorganised_away_takes_its_attestations_with_it()
    {
        _pool.Admit(Some.Attest(_keys[0], Verdict.Attack));
        (_, IReadOnlyList<IncidentSight> gone) = _pool.Look(
            new ChainView(_roster, ImmutableDictionary<Hash256, IncidentSight>.Empty, Some.RaisedAt));

        Assert.Equal(Some.Incident, Assert.Single(gone).Id);
        Assert.Null(_pool.Held(Some.Incident));
    }

    [Fact]
    public void The_waiting_room_keeps_a_bounded_number_a_peer_for_a_bounded_time()
    {
        var clock = new ManualClock();
        var room = new WaitingRoom(clock);
        Attestation any = Some.Attest(_keys[0], Verdict.Attack);
        for (int i = 0; i < 1_000; i++) room.Add(_keys[1].Address, any with { Incident = Keccak256.HashUtf8($"{i}") });
        room.Add(_keys[2].Address, any);
        HashSet<Hash256> all = [.. Enumerable.Range(0, 1_000).Select(i => Keccak256.HashUtf8($"{i}"))];

        Assert.Equal(256, room.Take(all).Count); // the newest
        Assert.Empty(room.Take(all));
        Assert.Equal((_keys[2].Address, any), Assert.Single(room.Take(new HashSet<Hash256> { Some.Incident })));

        room.Add(_keys[2].Address, any);
        clock.Advance(TimeSpan.FromSeconds(61));
        room.Take(all);
        Assert.Empty(room.Take(new HashSet<Hash256> { Some.Incident }));
    }

    public void Dispose()
    {
        foreach (PrivateKey key in _keys) key.Dispose();
    }

    private static Attestation OfContract(PrivateKey key, byte signature = 1) =>
        Some.Attest(key, Verdict.Attack) with { Signature = AttestationSignature.OfContract([signature]) };

    private static Arbitrary<History> Histories() =>
        (from weights in Gen.ArrayOf(Gen.Choose(0, 1_000_000), 5)
         from said in Gen.ListOf(Gen.Zip(Gen.Choose(0, 4), Gen.Elements(true, false)))
         let seated = said.Where(s => weights[s.Item1] != 0).Select(s => (s.Item1, s.Item2))
         select new History(weights, [.. seated])).ToArbitrary();

    private sealed record History(int[] Weights, ImmutableArray<(int Guardian, bool IsAttack)> Said);
}
