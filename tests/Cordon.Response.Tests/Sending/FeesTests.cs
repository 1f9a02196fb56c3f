using Cordon.Domain.Sending;
using Cordon.Ethereum;
using Cordon.Response.Sending;
using FsCheck;
using FsCheck.Fluent;

namespace Cordon.Response.Tests.Sending;

public sealed class FeesTests
{
    private static readonly UInt256 NoBound = UInt256.MaxValue;

    private static Arbitrary<UInt256> Wei => Gen.Choose(0, int.MaxValue)
        .Select(wei => new UInt256((ulong)wei) * 1_000).ToArbitrary();

    [Fact]
    public void A_first_attempt_outbids_what_it_must_beat_and_survives_a_doubled_base_fee()
    {
        Fees fees = Fees.First(
            new FeeQuote(100, 3), new SendRequest
            {
                Key = "x",
                Chain = 1,
                To = default,
                GasLimit = 1,
                TipToBeat = 40,
                FeeToBeat = 900,
                ExpiresAt = default,
            }, NoBound);

        Assert.Equal(new Fees(901, 41), fees);
        Assert.Equal(new Fees(203, 3), Fees.First(new FeeQuote(100, 3), Request(), NoBound));
        Assert.Equal(new Fees(7, 7), Fees.First(new FeeQuote(null, 7), Request(), NoBound));
    }

    [Fact]
    public void No_offer_of_a_hostile_transaction_makes_it_exceed_the_bound() => Prop.ForAll(Wei, Wei, (tip, bound) =>
    {
        SendRequest request = Request() with { TipToBeat = UInt256.MaxValue - tip, FeeToBeat = UInt256.MaxValue };
        Fees fees = Fees.First(new FeeQuote(tip, tip), request, bound);
        return fees.Max <= bound && fees.Tip <= fees.Max;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_replacement_offers_a_tenth_more_of_both_or_is_none() => Prop.ForAll(Wei, Wei, Wei, (a, b, bound) =>
    {
        Fees old = new(UInt256.Max(a, b), UInt256.Min(a, b));
        if (old.Bumped(new FeeQuote(a, b), bound) is not { } next) return old.Max * 11 > bound * 10;
        return next.Max <= bound && next.Tip <= next.Max && next.Max * 10 >= old.Max * 11
            && (next.Tip * 10 >= old.Tip * 11 || next.Tip == bound);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_replacement_follows_the_market_when_that_has_risen_further()
    {
        Fees? next = new Fees(200, 2).Bumped(new FeeQuote(1_000, 50), NoBound);

        Assert.Equal(new Fees(2_050, 50), next);
    }

    private static SendRequest Request() =>
        new() { Key = "x", Chain = 1, To = default, GasLimit = 1, ExpiresAt = default };
}
