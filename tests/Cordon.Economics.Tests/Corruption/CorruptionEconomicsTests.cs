using Cordon.Economics.Corruption;
using Cordon.Economics.Numbers;

namespace Cordon.Economics.Tests.Corruption;

public class CorruptionEconomicsTests
{
    private static CorruptionModel Draw(Drawn drawn) => new()
    {
        Stake = drawn.Magnitude(1e-18, 1e27),
        Quorum = drawn.Number(0.05, 1),
        SlashFraction = drawn.Number(0.01, 1),
        PriceDropAfterAttack = drawn.Number(0, 1),
        UnslashedExitable = drawn.Number(0, 1),
        Tvl = drawn.Magnitude(1e-18, 1e27),
        ExtractableFraction = drawn.Number(0.01, 1),
        Monetisation = drawn.Number(0.01, 1),
    };

    [Fact]
    public void At_the_critical_value_and_at_the_required_stake_the_attack_just_breaks_even() =>
        Drawn.ForSeeds(300, drawn =>
        {
            CorruptionModel model = Draw(drawn);
            CorruptionAnalysis analysis = CorruptionEconomics.Analyse(model);

            Assert.Equal(1, CorruptionEconomics.Analyse(model with { Tvl = analysis.CriticalTvl }).SecurityRatio, 1e-9);
            Assert.Equal(1,
                CorruptionEconomics.Analyse(model with { Stake = analysis.RequiredStake }).SecurityRatio, 1e-9);
            Assert.Equal(analysis.SecurityRatio > 1, model.Tvl < analysis.CriticalTvl);
        });

    [Fact]
    public void More_stake_never_hurts_and_more_value_never_helps() =>
        Drawn.ForSeeds(300, drawn =>
        {
            CorruptionModel model = Draw(drawn);
            double ratio = CorruptionEconomics.Analyse(model).SecurityRatio;

            Assert.True(CorruptionEconomics.Analyse(model with { Stake = model.Stake * 2 }).SecurityRatio > ratio);
            Assert.True(CorruptionEconomics.Analyse(model with { Tvl = model.Tvl * 2 }).SecurityRatio < ratio);
            Assert.True(CorruptionEconomics.Analyse(model with { SlashFraction = 1 }).SecurityRatio >= ratio);
        });

    [Fact]
    public void The_elasticity_is_the_slope_of_the_log_ratio()
    {
        CorruptionModel model = Draw(new Drawn(7)) with { Tvl = 1000, Stake = 3000, ShortProfit = 50 };
        double Log(double tvl) => Math.Log(CorruptionEconomics.Analyse(model with { Tvl = tvl }).SecurityRatio);
        double slope = (Log(1000 * Math.Exp(1e-5)) - Log(1000 * Math.Exp(-1e-5))) / 2e-5;

        Assert.Equal(CorruptionEconomics.Analyse(model).ElasticityToTvl, slope, 1e-7);
    }

    [Fact]
    public void An_empty_protocol_is_safe_and_a_protocol_without_stake_is_not()
    {
        CorruptionModel model = Draw(new Drawn(1)) with { Stake = 100, Tvl = 100 };

        Assert.Equal(double.PositiveInfinity, CorruptionEconomics.Analyse(model with { Tvl = 0 }).SecurityRatio);
        Assert.Equal(0, CorruptionEconomics.Analyse(model with { Stake = 0 }).CriticalTvl);
        CorruptionModel unpunished = model with { SlashFraction = 0, PriceDropAfterAttack = 0 };
        Assert.Equal(double.PositiveInfinity, CorruptionEconomics.Analyse(unpunished).RequiredStake);
        Assert.False(CorruptionEconomics.Analyse(unpunished).IsSecure);
    }

    [Theory]
    [InlineData(-1, 0.5)]
    [InlineData(double.NaN, 0.5)]
    [InlineData(double.PositiveInfinity, 0.5)]
    public void A_stake_that_is_no_amount_is_refused_by_name(double stake, double quorum)
    {
        InvalidInputException fault = Assert.Throws<InvalidInputException>(() =>
            CorruptionEconomics.Analyse(Draw(new Drawn(1)) with { Stake = stake, Quorum = quorum }));

        Assert.Equal("Stake", fault.Field);
        Assert.Contains("at least 0", fault.Expected);
    }

    [Fact]
    public void A_quorum_above_one_is_refused_by_name() =>
        Assert.Equal("Quorum", Assert.Throws<InvalidInputException>(() =>
            CorruptionEconomics.Analyse(Draw(new Drawn(1)) with { Quorum = 1.01 })).Field);
}
