using Cordon.Ethereum;
using FsCheck;
using FsCheck.Fluent;

namespace Cordon.Engine.Pending.Tests;

/// <summary>One attack among decoys: how many senders it takes, and what they must pay, to keep it from being looked
/// at.</summary>
public class PendingFairnessTests
{
    private const int Room = 220;
    private const int SharesUpToContract = 8 + 2 + 1; // of a sender who shows something of every more urgent rank too
    private const int Attacker = 5_000;

    private static readonly PendingTransaction Attack = Of(Attacker, nonce: 0, gwei: 0);

    [Fact]
    public void However_many_decoys_few_senders_send_at_any_price_the_attack_is_looked_at_within_their_shares() =>
        Prop.ForAll(Floods(sendersMax: (Room / SharesUpToContract) - 1).ToArbitrary(), flood =>
        {
            using PendingQueue queue = QueueOf(Room);
            int sent = 0;
            foreach (Decoy decoy in flood.Before)
            {
                queue.Offer(decoy.Transaction(sent++));
                if (decoy.TakesOne) Take(queue); // the node is at work meanwhile
            }

            queue.Offer(Attack);
            int looks = 0;
            foreach (Decoy decoy in flood.After.Concat(flood.Before))
            {
                queue.Offer(decoy.Transaction(sent++));
                if (!decoy.TakesOne) continue;
                looks++;
                if (Take(queue).Hash == Attack.Hash) return looks <= Bound(flood.Senders);
            }

            while (queue.Count > 0)
            {
                looks++;
                if (Take(queue).Hash == Attack.Hash) return looks <= Bound(flood.Senders);
            }

            return false;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_as_many_senders_as_you_like_only_those_count_that_pay_as_much() =>
        Prop.ForAll(Gen.Choose(0, 3 * Room).ToArbitrary(), Gen.Choose(0, Room - 1).ToArbitrary(), (cheap, dear) =>
        {
            using PendingQueue queue = QueueOf(Room);
            PendingTransaction attack = Of(Attacker, nonce: 0, gwei: 10);
            for (int i = 0; i < dear; i++) queue.Offer(Of(10_000 + i, nonce: 0, gwei: 10));
            for (int i = 0; i < cheap; i++) queue.Offer(Of(20_000 + i, nonce: 0, gwei: 9));
            queue.Offer(attack);
            for (int i = 0; i < cheap; i++) queue.Offer(Of(30_000 + i, nonce: 0, gwei: 9));

            return Enumerable.Range(0, dear + 1).Any(_ => Take(queue).Hash == attack.Hash);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void As_many_senders_that_pay_as_much_as_there_are_places_make_it_skipped_and_one_free_place_brings_it_back()
    {
        var counters = new PendingCounters();
        using var queue = new PendingQueue(Room, 1, new FamiliarContracts(100), counters);
        PendingTransaction attack = Of(Attacker, nonce: 0, gwei: 10);
        for (int i = 0; i < Room; i++) queue.Offer(Of(10_000 + i, nonce: 0, gwei: 10));
        queue.Offer(attack);

        Assert.Equal((Room, 1L), (queue.Count, counters.Read().Skipped));
        Take(queue);
        Assert.Equal((Room, 0L, 0L), (queue.Count, counters.Read().Skipped, counters.Read().Returned));
        List<Hash256> rest = [];
        while (queue.Count > 0) rest.Add(Take(queue).Hash);

        Assert.Equal(attack.Hash, rest[^1]);
        Assert.Equal((0L, 1L), (counters.Read().Skipped, counters.Read().Returned));
    }

    [Fact]
    public void Of_what_was_skipped_the_most_urgent_come_back_and_no_more_than_may()
    {
        var counters = new PendingCounters();
        using var queue = new PendingQueue(1, 2, new FamiliarContracts(100), counters);
        for (ulong gwei = 1; gwei <= 5; gwei++) queue.Offer(Of((int)gwei, nonce: 0, gwei));

        List<UInt256> tips = [];
        while (queue.Count > 0) tips.Add(Take(queue).MaxPriorityFeePerGas!.Value);

        Assert.Equal([Gwei(5), Gwei(4), Gwei(3)], tips);
        Assert.Equal((2L, 2L), (counters.Read().Skipped, counters.Read().Returned));
    }

    [Fact]
    public void A_contract_that_many_call_with_nothing_coming_of_it_makes_way_for_a_stranger_whatever_its_callers_pay()
    {
        using PendingQueue queue = QueueOf(Room);
        Address decoy = Transactions.Account(1);
        queue.Offer(Attack);
        for (int i = 0; i < Room - 1; i++) queue.Offer(Of(10_000 + i, nonce: 0, gwei: 10, to: decoy));

        for (int look = 1; look <= 8; look++)
        {
            Assert.NotEqual(Attack.Hash, Take(queue).Hash);
            queue.Note(decoy, wasQuiet: true);
        }

        Assert.Equal(Attack.Hash, Take(queue).Hash);
        queue.Offer(Attack with { Hash = Transactions.Hash(1) });
        queue.Note(decoy, wasQuiet: false); // a stranger again
        Assert.Equal(decoy, Take(queue).To);
    }

    [Fact]
    public void What_was_skipped_for_a_contract_that_has_become_familiar_since_comes_back_in_its_place()
    {
        using var queue = new PendingQueue(Room, 1, new FamiliarContracts(100), new PendingCounters());
        Address decoy = Transactions.Account(1);
        for (int i = 0; i < Room; i++) queue.Offer(Of(10_000 + i, nonce: 0, gwei: 10, to: decoy));
        queue.Offer(Attack);

        for (int look = 1; look <= 8; look++) queue.Note(decoy, wasQuiet: true);

        Assert.Equal(Attack.Hash, Take(queue).Hash);
    }

    [Fact]
    public void The_price_is_what_the_builder_gets_for_all_the_gas_above_the_base_fee()
    {
        using var queue = new PendingQueue(
            10, 0, new FamiliarContracts(100), new PendingCounters(), () => Gwei(20));
        PendingTransaction[] dearestFirst =
        [
            Of(1, 0, gwei: 3) with { MaxFeePerGas = Gwei(23) },
            Of(2, 0, gwei: 0) with { MaxFeePerGas = null, MaxPriorityFeePerGas = null, GasPrice = Gwei(22) },
            Of(3, 0, gwei: 9) with { MaxFeePerGas = Gwei(21) }, // one is left
            Of(4, 0, gwei: 3) with { MaxFeePerGas = Gwei(23), Gas = 30_000 },
            Of(5, 0, gwei: 9) with { MaxFeePerGas = Gwei(19) }, // nothing is
        ];
        foreach (PendingTransaction transaction in dearestFirst.Reverse()) queue.Offer(transaction);

        Assert.Equal(dearestFirst.Select(t => t.Hash), dearestFirst.Select(_ => Take(queue).Hash));
    }

    [Fact]
    public void Of_a_sender_who_names_a_protected_contract_eight_go_first_and_the_rest_waits_for_everybody_else()
    {
        using PendingQueue queue = QueueOf(Room);
        for (ulong nonce = 0; nonce < 20; nonce++)
            queue.Offer(Of(1, nonce, gwei: 10) with { Rank = PendingRank.Protected });
        queue.Offer(Attack);

        Assert.All(Enumerable.Range(0, 8), nonce => Assert.Equal((ulong)nonce, Take(queue).Nonce));
        Assert.Equal(Attack.Hash, Take(queue).Hash);
        Assert.Equal(8UL, Take(queue).Nonce);
    }

    [Fact]
    public void A_sender_that_was_just_served_comes_after_one_that_was_not_until_a_round_has_passed()
    {
        using PendingQueue queue = QueueOf(4);
        queue.Offer(Of(1, 0, gwei: 10));
        queue.Offer(Of(2, 0, gwei: 5));
        Assert.Equal(0UL, Take(queue).Nonce);
        queue.Offer(Of(1, 1, gwei: 10));
        queue.Offer(Of(3, 0, gwei: 1));

        Assert.Equal([Transactions.Account(2), Transactions.Account(3)], new[] { Take(queue).From, Take(queue).From });
        queue.Offer(Of(4, 0, gwei: 1));
        Take(queue); // the fourth: the next round begins
        queue.Offer(Of(4, 1, gwei: 2));
        queue.Offer(Of(5, 0, gwei: 1));
        Assert.Equal(1UL, Take(queue).Nonce); // as if it had never been served
    }

    [Fact]
    public void Whatever_happens_each_is_looked_at_or_waits_or_is_counted() =>
        Prop.ForAll(Floods(sendersMax: 30).ToArbitrary(), Gen.Choose(1, 20).ToArbitrary(),
            Gen.Choose(0, 20).ToArbitrary(), (flood, room, back) =>
        {
            var counters = new PendingCounters();
            using var queue = new PendingQueue(room, back, new FamiliarContracts(4), counters);
            int sent = 0, taken = 0;
            foreach (Decoy decoy in flood.Before.Concat(flood.After))
            {
                queue.Offer(decoy.Transaction(sent++));
                if (!decoy.TakesOne) continue;
                queue.Note(Take(queue).To, wasQuiet: decoy.Gwei % 5 > 0);
                taken++;
                bool holds = queue.Count <= room && sent == taken + queue.Count + counters.Read().Skipped;
                if (!holds) return false;
            }

            while (queue.Count > 0)
            {
                Take(queue);
                taken++;
            }

            return sent == taken + counters.Read().Skipped && counters.Read().SkippedByRank.All(count => count >= 0);
        }).QuickCheckThrowOnFailure();

    // A round may end while it waits, and each sender have its shares once more.
    private static int Bound(int senders) => (2 * senders * SharesUpToContract) + 1;

    private static PendingTransaction Take(PendingQueue queue) =>
        queue.TakeAsync(TestContext.Current.CancellationToken).AsTask().Result;

    private static PendingQueue QueueOf(int room) => new(room, 0, new FamiliarContracts(100), new PendingCounters());

    private static UInt256 Gwei(ulong count) => count * (UInt256)1_000_000_000UL;

    private static PendingTransaction Of(int sender, ulong nonce, ulong gwei, Address? to = null) =>
        Transactions.Of((sender * 1_000) + (int)nonce, to: to) with
        {
            From = Transactions.Account(sender),
            Nonce = nonce,
            Gas = 100_000,
            MaxFeePerGas = Gwei(1_000),
            MaxPriorityFeePerGas = Gwei(gwei),
        };

    private static Gen<Flood> Floods(int sendersMax) =>
        from senders in Gen.Choose(1, sendersMax)
        from before in Gen.ArrayOf(DecoyOf(senders), 3 * Room)
        from after in Gen.ArrayOf(DecoyOf(senders), 3 * Room)
        select new Flood(senders, before, after);

    private static Gen<Decoy> DecoyOf(int senders) =>
        from sender in Gen.Choose(1, senders)
        from rank in Gen.Elements(Enum.GetValues<PendingRank>())
        from gwei in Gen.Choose(0, 100)
        from target in Gen.Choose(0, 5)
        from takes in Gen.Frequency((1, Gen.Constant(true)), (3, Gen.Constant(false)))
        select new Decoy(sender, rank, gwei, target, takes);

    private sealed record Flood(int Senders, Decoy[] Before, Decoy[] After);

    private sealed record Decoy(int Sender, PendingRank Rank, int Gwei, int Target, bool TakesOne)
    {
        public PendingTransaction Transaction(int number) =>
            Of(Sender, (ulong)number, (ulong)Gwei, Transactions.Account(100 + Target)) with
            {
                Hash = Transactions.Hash(100_000_000 + number),
                Rank = Rank,
            };
    }
}
