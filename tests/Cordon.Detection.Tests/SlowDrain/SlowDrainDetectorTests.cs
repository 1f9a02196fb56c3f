using Cordon.Detection.SlowDrain;
using Cordon.Detection.Tests.Scenes;
using Cordon.Domain.Protocols;
using Cordon.Domain.Signals;
using FsCheck;
using FsCheck.Fluent;

namespace Cordon.Detection.Tests.SlowDrain;

public class SlowDrainDetectorTests
{
    private static SlowDrainDetector Watching(SlowDrainOptions? options = null) => new(
        options ?? new SlowDrainOptions(),
        new WatchList([new Protocol("vaults", 1, [new Scene().AddressOf("vault"), new Scene().AddressOf("desk")])]));

    private static Scene Paid(ulong block, ulong amount = 1, string to = "attacker", string payer = "vault") =>
        new Scene().At(block).Sent(to, payer).Transfer("token", payer, to, amount);

    private static Scene Brought(ulong block, ulong amount, string from = "attacker") =>
        new Scene().At(block).Sent(from, "vault").Transfer("token", from, "vault", amount);

    private static IEnumerable<Scene> Drops(int count, ulong from = 1, string to = "attacker") =>
        Enumerable.Range(0, count).Select(i => Paid(from + (ulong)i, to: to));

    [Fact]
    public void Fires_at_the_twelfth_payment_and_not_before()
    {
        Assert.Empty(History.Last(Watching(), Drops(11)));
        Signal signal = Assert.Single(History.Last(Watching(), Drops(12)));

        Assert.Equal(Severity.Medium, signal.Severity);
        Assert.Equal(new Scene().AddressOf("vault"), signal.Subjects[0]);
        Assert.Equal(new Scene().AddressOf("attacker"), signal.Subjects[1]);
        Assert.Contains("12 times", signal.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Speaks_again_only_when_the_payments_have_doubled()
    {
        Assert.Empty(History.Last(Watching(), Drops(13)));
        Assert.Empty(History.Last(Watching(), Drops(23)));
        Assert.Equal(0.6, Assert.Single(History.Last(Watching(), Drops(12))).Confidence);
        Assert.Equal(0.76, Assert.Single(History.Last(Watching(), Drops(24))).Confidence);
    }

    [Fact]
    public void A_deposit_at_the_beginning_hides_nothing() =>
        Assert.Single(History.Last(Watching(), [Brought(1, 1_000_000), .. Drops(12, from: 2)]));

    [Fact]
    public void Small_deposits_in_between_hide_nothing_but_themselves()
    {
        IEnumerable<Scene> steps = Enumerable.Range(0, 12).SelectMany(i =>
            new[] { Paid((ulong)(2 * i) + 1, 10), Brought((ulong)(2 * i) + 2, 1) });

        Assert.Single(History.Last(Watching(), steps.SkipLast(1)));
    }

    [Fact]
    public void Stays_silent_when_everything_comes_back()
    {
        IEnumerable<Scene> steps = Enumerable.Range(0, 50).SelectMany(i =>
            new[] { Paid((ulong)(2 * i) + 1, 10), Brought((ulong)(2 * i) + 2, 10) });

        Assert.All(Enumerable.Range(1, 99), count => Assert.Empty(History.Last(Watching(), steps.Take(count))));
    }

    [Fact]
    public void Stays_silent_when_it_is_little_of_what_left()
    {
        Assert.Empty(History.Last(Watching(), [Paid(1, 1_000, "whale"), .. Drops(12, from: 2)]));
        Assert.Single(History.Last(Watching(), [Paid(1, 36, "whale"), .. Drops(12, from: 2)]));
        Assert.Empty(History.Last(Watching(), [Paid(1, 37, "whale"), .. Drops(12, from: 2)]));
    }

    [Fact]
    public void Stays_silent_when_twelve_accounts_are_paid_once() => Assert.Empty(
        History.Last(Watching(), Enumerable.Range(1, 12).Select(i => Paid((ulong)i, to: $"user {i}"))));

    [Fact]
    public void Counts_anew_in_the_next_window() => Assert.Empty(
        History.Last(Watching(), [.. Drops(11, from: 7_180), .. Drops(6, from: 7_200)]));

    [Fact]
    public void Stays_silent_about_contracts_that_are_not_configured()
    {
        SlowDrainDetector detector = Watching();
        DrainBook state = History.Advance(
            detector, detector.Initial, Enumerable.Range(1, 30).Select(i => Paid((ulong)i, payer: "stranger")));

        Assert.Same(detector.Initial, state);
        Assert.Same(
            detector.Initial, History.Advance(new SlowDrainDetector(), detector.Initial, Drops(30)));
    }

    [Fact]
    public void Counts_what_a_called_contract_gets_and_not_what_a_pool_gets()
    {
        static Scene Through(ulong block, string taker) => new Scene().At(block).Sent("eve", "robber")
            .Transfer("token", "vault", taker, 1);
        IEnumerable<ulong> blocks = Enumerable.Range(1, 12).Select(i => (ulong)i);

        Assert.Single(History.Last(Watching(), blocks.Select(block => Through(block, "robber"))));
        Assert.Empty(History.Last(Watching(), blocks.Select(block => Through(block, "pool"))));
    }

    [Fact]
    public void Stays_silent_when_one_part_of_a_protocol_pays_another() => Assert.Empty(History.Last(Watching(),
        Enumerable.Range(1, 30).Select(i => new Scene().At((ulong)i).Sent("keeper", "desk")
            .Transfer("token", "vault", "desk", 1))));

    [Fact]
    public void A_saved_state_read_back_says_the_same() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), steps =>
        {
            SlowDrainDetector detector = Watching();
            DrainBook state = detector.Initial;
            ulong block = 0;
            foreach (byte step in steps)
            {
                state = History.Advance(detector, state, step % 3 == 0
                    ? Brought(++block, step, $"user {step % 2}") : Paid(++block, step, $"user {step % 2}"));
            }

            DrainBook again = History.Restored(detector, state);
            return History.Save(detector, again).AsSpan().SequenceEqual(History.Save(detector, state))
                && History.Ids(detector, again, Paid(block + 1, 99, "user 1"))
                    .SequenceEqual(History.Ids(detector, state, Paid(block + 1, 99, "user 1")));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Refuses_bytes_that_are_no_saved_state()
    {
        SlowDrainDetector detector = Watching();
        byte[] saved = History.Save(detector, History.Advance(detector, detector.Initial, Drops(3)));

        for (int length = 0; length < saved.Length; length++)
            Assert.Throws<InvalidDataException>(() => detector.Load(saved.AsSpan(0, length)));
        Assert.Throws<InvalidDataException>(() => detector.Load([.. saved, 0]));
        Assert.Throws<InvalidDataException>(() => detector.Load([9, .. saved[1..]]));
    }

    [Fact]
    public void Forgets_the_oldest_account_beyond_the_limit()
    {
        SlowDrainDetector small = Watching(new SlowDrainOptions { AccountsMax = 2 });
        DrainBook state = History.Advance(small, small.Initial, Drops(11));

        // Two others push the account out, so that its next payment is the first again.
        state = History.Advance(small, state, Paid(20, 1, "a"), Paid(21, 1, "b"));
        Assert.Empty(History.Ids(small, state, Paid(22)));
    }
}
