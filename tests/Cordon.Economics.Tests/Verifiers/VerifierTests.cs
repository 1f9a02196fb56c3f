using Cordon.Economics.Numbers;
using Cordon.Economics.Verifiers;

namespace Cordon.Economics.Tests.Verifiers;

public class VerifierTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.25)]
    [InlineData(1)]
    public void At_the_tolerated_cheating_rate_a_checker_is_indifferent(double guess)
    {
        AttentionChallenge challenge = new AttentionChallenge
        {
            CatchReward = 10,
            MissLoss = 5,
            CheckCost = 1,
            ChallengeProbability = 0.05,
            Penalty = 10,
            GuessProbability = guess,
        }.Checked();
        double rate = challenge.TolerableCheating;

        Assert.Equal(challenge.ValueOfChecking(rate), challenge.ValueOfIdling(rate), 1e-12);
        Assert.True((challenge with { Penalty = challenge.PenaltyMin * 1.0001 }).AlwaysChecks || guess == 1);
    }

    [Fact]
    public void A_bigger_slash_lowers_inspection_and_leaves_the_attack_rate()
    {
        InspectionGame game = new()
        {
            AttackGain = 10,
            Slash = 30,
            InspectCost = 1,
            Bounty = 5,
            UndetectedLoss = 15,
        };
        InspectionGame harsher = game with { Slash = 300 };

        Assert.True(harsher.InspectionProbability < game.InspectionProbability);
        Assert.Equal(game.AttackProbability, harsher.AttackProbability);
        Assert.True((game with { Bounty = 50 }).AttackProbability < game.AttackProbability);
    }

    [Fact]
    public void Where_looking_never_pays_nobody_looks_and_everybody_attacks()
    {
        InspectionGame game = new()
        {
            AttackGain = 10,
            Slash = 30,
            InspectCost = 100,
            Bounty = 5,
            UndetectedLoss = 15,
        };

        Assert.Equal((0, 1, 10), (game.InspectionProbability, game.AttackProbability, game.AttackerValue));
    }

    [Fact]
    public void The_more_watchers_the_less_each_acts_and_the_likelier_nobody_does()
    {
        VolunteersDilemma before = new(1, 10, 2);
        foreach (int n in (int[])[3, 10, 100, 1_000_000, int.MaxValue])
        {
            VolunteersDilemma next = new VolunteersDilemma(1, 10, n).Checked();
            Assert.True(next.ActProbability < before.ActProbability && next.ActProbability > 0);
            Assert.True(next.NobodyActs > before.NobodyActs && next.NobodyActs <= next.NobodyActsInTheLimit);
            before = next;
        }

        Assert.Equal(1, new VolunteersDilemma(1, 10, 1).ActProbability);
        Assert.Equal(0, new VolunteersDilemma(10, 1, 5).ActProbability);
    }

    [Theory]
    [InlineData(0.001, 10_000, 2, 3)]
    [InlineData(0.001, 10_000, 10, 1)]
    [InlineData(0.001, 10_000, 11, 0)]
    public void A_jackpot_carries_so_many_finders_and_not_one_more(double rate, double jackpot, double cost, int most)
    {
        Assert.Equal(most, new TruebitJackpot(rate, jackpot, 1, cost).ProfitableChallengersMax);
        Assert.False(new TruebitJackpot(rate, jackpot, most + 1, cost).IsProfitable);
        Assert.True(most == 0 || new TruebitJackpot(rate, jackpot, most, cost).IsProfitable);
    }

    [Fact]
    public void At_its_least_penalties_honesty_is_worth_as_much_as_laziness_and_malice_nothing()
    {
        IncentiveMatrix matrix = new()
        {
            AttackProbability = 0.01,
            TruePositiveRate = 0.9,
            FalsePositiveRate = 0.02,
            BaseReward = 1,
            WorkCost = 2,
            TrueAlertReward = 20,
            FalseAlertPenalty = 2,
            MissPenalty = 30,
            ChallengeProbability = 0.05,
            ChallengePenalty = 25,
            Bribe = 50,
            CollusionDetection = 0.8,
            Slash = 500,
        };
        IncentiveMatrix least = matrix with { ChallengePenalty = matrix.ChallengePenaltyMin, Slash = matrix.SlashMin };

        Assert.Equal(least.Honest, least.Lazy, 1e-12);
        Assert.Equal(0, least.Malicious, 1e-12);
    }

    [Fact]
    public void A_probability_above_one_is_refused_by_name() =>
        Assert.Equal("ForcedErrorRate",
            Assert.Throws<InvalidInputException>(() => new TruebitJackpot(2, 1, 1, 1).Checked()).Field);
}
