using Cordon.Economics.Models;
using Cordon.Economics.Parameters;
using Cordon.Economics.Survival;
using Cordon.Economics.Tests.Assessment;
using Cordon.Economics.Verifiers;

namespace Cordon.Economics.Tests.Parameters;

public class ContractParametersTests
{
    private static RiskModel Model => RiskAssessmentTests.Model(
        RiskAssessmentTests.Protocol("p", stake: 1000, tvl: 1000) with { PauseCostPerHour = 7 }) with
    {
        Detection = new DetectionModel
        {
            MinutesToDetect = [new Duration(10, true)],
            MinutesToRespond = [new Duration(20, true)],
        },
        Guardians = new GuardianModel
        {
            Count = 10,
            SelfStake = 1000,
            GuessProbability = 0.5,
            Incentives = new IncentiveMatrix
            {
                AttackProbability = 0.01,
                TruePositiveRate = 0.9,
                FalsePositiveRate = 0.01,
                BaseReward = 10,
                WorkCost = 2,
                TrueAlertReward = 50,
                FalseAlertPenalty = 5,
                MissPenalty = 1,
                ChallengeProbability = 0.1,
                ChallengePenalty = 60,
                Bribe = 80,
                CollusionDetection = 0.9,
                Slash = 100,
            },
        },
        Bounty = new BountyModel { Penalty = 0, PayoutReliability = 1 },
    };

    private static ParameterRule Rule(string key, RiskModel? model = null, ContractSettings? settings = null) =>
        ContractParameters.Derive(model ?? Model, settings ?? new ContractSettings()).Single(rule => rule.Key == key);

    [Theory]
    [InlineData("quorum", 0.55, 0.9)] // 1.1 * 500 of profit needs 0.55 of the stake slashed
    [InlineData("bondPerHour", 7, 45.45454545454546)] // 50 * 0.009 / (0.99 * 0.01)
    [InlineData("soloPauseHours", 0.5, 6.0)]
    [InlineData("quorumPauseHours", 1, null)]
    [InlineData("unbondingDays", 11.0625, null)] // 1.5 h + 72 h + 24 h + 7 d
    [InlineData("challengeProbability", 0.06666666666666667, 1.0)] // 2 / (60 * 0.5)
    [InlineData("challengePenalty", 40, 100.0)] // 2 / (0.1 * 0.5)
    [InlineData("negligenceSlash", 0, 1.0)] // the challenges cover it; 8 / 1 is above 1
    [InlineData("maliceSlash", 0.1, 1.0)] // 90 / 900
    [InlineData("bountyCritical", 225, 500.0)] // 0.9 * 0.5 * 500
    [InlineData("bountyLow", 0.45, 1.0)]
    public void Each_range_is_the_one_computed_by_hand(string key, double min, double? max)
    {
        ParameterRule rule = Rule(key);

        Assert.Equal(min, rule.Min!.Value, 1e-6);
        Assert.Equal(max is null, rule.Max is null);
        if (max is { } most) Assert.Equal(most, rule.Max!.Value, 1e-6);
        Assert.NotEmpty(rule.Inequality);
        Assert.NotEmpty(rule.Why);
    }

    [Fact]
    public void A_range_that_contradicts_itself_recommends_nothing()
    {
        RiskModel model = Model;
        ParameterRule bond = Rule("bondPerHour", model with
        {
            Protocols = [model.Protocols[0] with { PauseCostPerHour = 100 }],
        });

        Assert.True(bond.IsImpossible);
        Assert.False(Rule("quorum").IsImpossible);
    }

    [Theory]
    [InlineData(0.54, true)]
    [InlineData(0.55, false)]
    [InlineData(0.9, false)]
    [InlineData(0.91, true)]
    public void A_setting_is_violated_exactly_outside_its_range(double quorum, bool isViolated) =>
        Assert.Equal(isViolated, Rule("quorum", settings: new ContractSettings { Quorum = quorum }).IsViolated);

    [Fact]
    public void What_is_not_decided_is_not_violated_and_gets_a_recommendation()
    {
        ParameterRule high = Rule("bountyHigh");

        Assert.Null(high.Current);
        Assert.False(high.IsViolated);
        Assert.Equal(high.Min, high.Recommended);
    }

    [Fact]
    public void Recommendations_put_back_as_settings_violate_nothing()
    {
        Dictionary<string, double?> value = ContractParameters.Derive(Model, new ContractSettings())
            .ToDictionary(rule => rule.Key, rule => rule.Recommended);
        ContractSettings settings = new()
        {
            Quorum = value["quorum"],
            SoloPauseHours = value["soloPauseHours"],
            SoloBudgetHours = value["soloBudgetHours"],
            QuorumPauseHours = value["quorumPauseHours"],
            ChallengeHours = value["challengeHours"],
            UnbondingDays = value["unbondingDays"],
            SlashHoldDays = value["slashHoldDays"],
            NegligenceSlash = value["negligenceSlash"],
            MaliceSlash = value["maliceSlash"],
            ChallengeProbability = value["challengeProbability"],
            ChallengePenalty = value["challengePenalty"],
            StreamPerSecond = value["streamPerSecond"],
            BountyCritical = value["bountyCritical"],
            BountyHigh = value["bountyHigh"],
            BountyMedium = value["bountyMedium"],
            BountyLow = value["bountyLow"],
        };

        Assert.All(ContractParameters.Derive(Model, settings), rule => Assert.False(rule.IsViolated, rule.Key));
    }

    [Fact]
    public void Slower_guardians_need_longer_pauses_and_richer_targets_a_larger_quorum()
    {
        RiskModel slow = Model with { Detection = new DetectionModel { MinutesToDetect = [new Duration(60, true)] } };
        RiskModel rich = Model with { Protocols = [RiskAssessmentTests.Protocol("p", stake: 1000, tvl: 1200)] };

        Assert.True(Rule("soloPauseHours", slow).Min > Rule("soloPauseHours").Min);
        Assert.True(Rule("unbondingDays", slow).Min > Rule("unbondingDays").Min);
        Assert.True(Rule("quorum", rich).Min > Rule("quorum").Min);
    }

    [Fact]
    public void An_empty_model_still_bounds_the_times_and_nothing_else()
    {
        IEnumerable<string> keys =
            ContractParameters.Derive(RiskAssessmentTests.Model(), new ContractSettings()).Select(rule => rule.Key);

        Assert.Equal(
            ["soloPauseHours", "soloBudgetHours", "quorumPauseHours", "challengeHours", "slashHoldDays",
                "unbondingDays"],
            keys);
    }

    [Fact]
    public void A_protocol_whose_stake_nobody_can_lose_has_no_safe_quorum()
    {
        ProtocolModel protocol = RiskAssessmentTests.Protocol("p");
        RiskModel model = RiskAssessmentTests.Model(protocol with
        {
            Corruption = protocol.Corruption with { SlashFraction = 0 },
        });

        Assert.True(Rule("quorum", model).IsImpossible);
    }
}
