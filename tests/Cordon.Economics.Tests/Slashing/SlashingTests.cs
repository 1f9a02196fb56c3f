using System.Numerics;
using Cordon.Economics.Numbers;
using Cordon.Economics.Slashing;

namespace Cordon.Economics.Tests.Slashing;

public class SlashingTests
{
    private const ulong Eth = 1_000_000_000;

    // consensus-specs, electra process_slashings, word for word in integers of any size.
    private static BigInteger SpecElectra(ulong balance, ulong slashed, ulong total)
    {
        BigInteger adjusted = BigInteger.Min((BigInteger)slashed * 3, total);
        BigInteger perIncrement = adjusted / (total / Eth);
        return perIncrement * (balance / Eth);
    }

    private static BigInteger SpecBellatrix(ulong balance, ulong slashed, ulong total)
    {
        BigInteger adjusted = BigInteger.Min((BigInteger)slashed * 3, total);
        return (BigInteger)(balance / Eth) * adjusted / total * Eth;
    }

    [Fact]
    public void The_penalties_are_those_of_the_specification_to_the_last_gwei() =>
        Drawn.ForSeeds(500, drawn =>
        {
            ulong total = (ulong)drawn.Magnitude(Eth, 1.2e8 * Eth);
            ulong slashed = (ulong)drawn.Magnitude(1, total);
            ulong balance = (ulong)drawn.Magnitude(Eth, 2048.0 * Eth);

            SlashingPenalty electra = SlashingRules.Electra.PenaltyOf(balance, slashed, total);
            Assert.Equal(SpecElectra(balance, slashed, total), electra.CorrelationGwei);
            Assert.Equal(balance / 4096, electra.InitialGwei);
            Assert.Equal(SpecBellatrix(balance, slashed, total),
                SlashingRules.Bellatrix.PenaltyOf(balance, slashed, total).CorrelationGwei);
        });

    [Fact]
    public void A_third_slashed_together_loses_everything_and_nobody_loses_more_than_it_has() =>
        Drawn.ForSeeds(200, drawn =>
        {
            ulong total = (ulong)drawn.Whole(100, 1_000_000) * 32 * Eth;
            SlashingPenalty all = SlashingRules.Electra.PenaltyOf(32 * Eth, (total / 3) + 1, total);

            Assert.Equal(1, all.CorrelationFraction);
            Assert.Equal(32 * Eth, all.CorrelationGwei);
            Assert.True(SlashingRules.Electra.PenaltyOf(32 * Eth, total, total).CorrelationGwei <= 32 * Eth);
        });

    [Fact]
    public void A_chain_without_stake_is_refused() =>
        Assert.Equal("totalActiveGwei",
            Assert.Throws<InvalidInputException>(() => SlashingRules.Electra.PenaltyOf(32 * Eth, 0, 0)).Field);

    [Fact]
    public void Compensation_pays_no_more_than_the_pool_or_the_harm_and_loses_nothing() =>
        Drawn.ForSeeds(200, drawn =>
        {
            int stakers = drawn.Whole(0, 6);
            SlashCompensation paid = SlashCompensation.Of(
                drawn.Many(stakers, () => drawn.Magnitude(1e-18, 1e27)),
                drawn.Many(stakers, () => drawn.Number(0, 1)),
                drawn.Many(drawn.Whole(0, 6), () => drawn.Magnitude(1e-18, 1e27)));

            Assert.Equal(Math.Min(paid.SlashedPool, paid.TotalHarm), paid.Payouts.Sum(), 1e-9 * paid.TotalHarm + 1e-30);
            Assert.Equal(paid.SlashedPool, paid.Payouts.Sum() + paid.Residual, 1e-9 * paid.SlashedPool + 1e-30);
            Assert.Equal(paid.IsStronglySafe, paid.CoverageRatio >= 1);
        });

    [Fact]
    public void Lists_that_do_not_match_are_refused() =>
        Assert.Equal("slashFraction",
            Assert.Throws<InvalidInputException>(() => SlashCompensation.Of([1, 2], [1], [])).Field);
}
