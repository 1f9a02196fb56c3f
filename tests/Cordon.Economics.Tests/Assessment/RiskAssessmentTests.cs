using Cordon.Economics.Assessment;
using Cordon.Economics.Corruption;
using Cordon.Economics.Governance;
using Cordon.Economics.Models;
using Cordon.Economics.Numbers;
using Cordon.Economics.Restaking;
using Cordon.Economics.Survival;
using Cordon.Economics.Verifiers;

namespace Cordon.Economics.Tests.Assessment;

public class RiskAssessmentTests
{
    internal static ProtocolModel Protocol(string name, double stake = 100, double tvl = 100) => new()
    {
        Name = name,
        Corruption = new CorruptionModel
        {
            Stake = stake,
            Quorum = 0.5,
            SlashFraction = 1,
            Tvl = tvl,
            ExtractableFraction = 0.5,
        },
        Equity = 10,
    };

    internal static RiskModel Model(params ProtocolModel[] protocols) =>
        new() { Name = "sample", Protocols = protocols };

    private static Finding About(RiskModel model, string subject) =>
        RiskAssessment.Of(model).Findings.First(finding => finding.Subject == subject);

    [Fact]
    public void An_empty_model_is_safe_and_has_an_answer_for_every_view()
    {
        RiskAssessment assessment = RiskAssessment.Of(Model());

        Assert.Empty(assessment.Protocols);
        Assert.Null(assessment.Restaking);
        Assert.Null(assessment.Contagion);
        Assert.NotEmpty(assessment.Detection.Trade);
        Assert.Equal(FindingSeverity.Watch, assessment.Severity); // detection times are assumed, and it says so
    }

    [Fact]
    public void Each_fix_really_makes_the_protocol_secure() =>
        Drawn.ForSeeds(15, drawn =>
        {
            ProtocolModel protocol = Protocol("p", drawn.Magnitude(1, 1e9), drawn.Magnitude(1, 1e9));
            CorruptionAnalysis before = CorruptionEconomics.Analyse(protocol.Corruption);
            ProtocolMargin margin = RiskAssessment.Of(Model(protocol)).Protocols[0];

            Assert.Equal(before.SecurityRatio > 1, margin.IsSecure);
            Assert.Equal(margin.IsSecure, margin.Fixes.IsEmpty);
            Assert.True(margin.LimitedRatio >= margin.Unlimited.SecurityRatio * (1 - 1e-12));
            double[] costs = [.. margin.Fixes.Select(fix => fix.CostPerYear)];
            Assert.Equal(costs.Order(), costs);
            CorruptionModel raised = protocol.Corruption with { Stake = before.RequiredStake * 1.1 };
            CorruptionModel capped = protocol.Corruption with { Tvl = before.CriticalTvl / 1.1 };
            Assert.True(CorruptionEconomics.Analyse(raised).IsSecure && CorruptionEconomics.Analyse(capped).IsSecure);
        });

    [Fact]
    public void The_headline_names_the_gravest_thing_its_size_and_the_cheapest_fix()
    {
        RiskAssessment assessment = RiskAssessment.Of(Model(Protocol("safe", stake: 1e9), Protocol("weak", stake: 10)));

        Assert.StartsWith("Unsafe: weak: corrupting its guardians costs 5 USD and earns 50 USD, 45 USD more",
            assessment.Headline);
        Assert.Contains("Cheapest fix: limit withdrawals to 0.", assessment.Headline);
        Assert.Contains(assessment.Findings[0].Fixes, fix => fix.Text == "cap the value locked at 9.09 USD");
        Assert.Equal(FindingSeverity.Unsafe, assessment.Findings[0].Severity);
    }

    [Fact]
    public void A_withdrawal_limit_and_quick_guardians_make_an_otherwise_open_protocol_hold()
    {
        ProtocolModel limited = Protocol("p", stake: 50, tvl: 100) with { DrainPerMinute = 0.1 };
        RiskModel model = Model(limited) with
        {
            Detection = new DetectionModel
            {
                MinutesToDetect = [new Duration(5, true)],
                MinutesToRespond = [new Duration(5, true)],
            },
        };

        ProtocolModel unlimited = limited with { DrainPerMinute = double.PositiveInfinity };
        Assert.False(RiskAssessment.Of(Model(unlimited)).Protocols[0].IsSecure);
        Finding finding = About(model, "p");
        Assert.Equal(FindingSeverity.Watch, finding.Severity);
        Assert.Contains("only because withdrawals are limited", finding.Statement);
    }

    [Fact]
    public void The_heat_map_has_todays_ratio_in_its_middle_and_rises_with_the_price_of_the_stake()
    {
        HeatMap map = RiskAssessment.Of(Model(Protocol("p"))).Protocols[0].HeatMap;

        int today = map.StakePriceFactors.IndexOf(1);
        Assert.Equal(1, map.Ratios[map.TvlFactors.IndexOf(1)][today], 1e-12);
        Assert.All(map.Ratios, row => Assert.Equal(row.Order(), row));
    }

    private static RestakingModel Network(params (string Id, string Profit, string[] Services)[] operators)
    {
        static Rational Parse(string text) => Rational.TryParse(text, out Rational value) ? value : default;
        return new RestakingModel(
            RestakingGraph.Create(
                [.. operators.SelectMany(o => o.Services).Distinct().Select(id => new RestakingService(id, 10, 1))],
                [.. operators.Select(o => new RestakingValidator(o.Id, Parse(o.Profit), o.Services))]),
            [0, 0.1, 0.5]);
    }

    [Fact]
    public void A_broken_network_names_the_attack_and_a_sound_one_its_margin()
    {
        Finding broken = About(
            Model() with { Restaking = Network(("a", "5", ["x", "y"])) },
            "restaking network of 2 services and 1 operators");
        Assert.Equal(FindingSeverity.Unsafe, broken.Severity);
        Assert.Contains("take 20 USD and lose 5 USD", broken.Statement);

        RestakingView sound = RiskAssessment.Of(
            Model() with { Restaking = Network(("a", "30", ["x", "y"])) }).Restaking!;
        Assert.Equal((0.5, "1/2"), (sound.Gamma!.Value, sound.GammaExact));
        Assert.All(sound.Shocks, point => Assert.True(point.Loss <= point.Bound!.Value + 1e-12));
    }

    [Fact]
    public void A_loss_never_falls_with_the_shock_and_starts_at_it() =>
        Drawn.ForSeeds(6, drawn =>
        {
            RestakingGraph graph = new RestakingDraw
            {
                Seed = (ulong)drawn.Seed,
                Services = 6,
                Operators = 40,
                ServicesPerOperator = 2,
                StakeMin = 10,
                StakeMax = 1000,
                MarginTarget = new Rational(1, 4),
            }.Graph();
            RestakingView view = RiskAssessment.Of(Model() with
            {
                Restaking = new RestakingModel(graph, RestakingModel.ShocksDefault),
            }).Restaking!;

            Assert.Equal(0.25, view.Gamma!.Value, 0.01);
            double[] losses = [.. view.Shocks.Select(point => point.Loss)];
            Assert.Equal(losses.Order(), losses);
            Assert.All(view.Shocks, point => Assert.True(point.Loss <= point.Bound!.Value + 1e-9));
        });

    [Fact]
    public void The_same_seed_draws_the_same_network()
    {
        RestakingDraw draw = new()
        {
            Seed = 3,
            Services = 5,
            Operators = 20,
            ServicesPerOperator = 2,
            StakeMin = 10,
            StakeMax = 1000,
            MarginTarget = 0,
        };

        Assert.Equal(Text(draw.Graph()), Text(draw.Graph()));
        Assert.NotEqual(Text(draw.Graph()), Text((draw with { Seed = 4 }).Graph()));
        Assert.Throws<InvalidInputException>(() => (draw with { MarginTarget = -1 }).Graph());
        Assert.Throws<InvalidInputException>(() => (draw with { StakeMin = 2000 }).Graph());
    }

    private static string Text(RestakingGraph graph) => string.Join(';',
        graph.Validators.Select(v => $"{v.Id} {v.Stake} {string.Join(',', v.Services)}")
            .Concat(graph.Services.Select(s => $"{s.Id} {s.Profit} {s.Alpha}")));

    [Fact]
    public void An_exploit_takes_down_who_holds_more_of_it_than_it_can_lose()
    {
        RiskModel model = Model(
            Protocol("bridge", tvl: 100), Protocol("bank", stake: 1e6), Protocol("shop", stake: 1e6)) with
        {
            Exposures = [new Exposure("bank", "bridge", 80), new Exposure("shop", "bridge", 1)],
            Contagion = new ContagionModel { Seed = "bridge" },
        };

        ContagionView view = RiskAssessment.Of(model).Contagion!;

        Assert.Equal([["bridge"], ["bank"]], view.Rounds.Select(round => round.ToArray()));
        Assert.Equal(50, view.SeedLoss);
        Assert.Equal(1, view.Recovery[2]);
        Assert.InRange(view.Recovery[0], 0.5, 0.99);
        Assert.Equal(FindingSeverity.Unsafe, About(model, "bridge").Severity);
        Assert.Equal("bridge", (RiskAssessment.Of(model with { Contagion = new ContagionModel() }).Contagion!).Seed);
    }

    private static GuardianModel Guardians(double falseAlert, double challenge) => new()
    {
        Count = 10,
        SelfStake = 1000,
        Incentives = new IncentiveMatrix
        {
            AttackProbability = 0.01,
            TruePositiveRate = 0.9,
            FalsePositiveRate = 0.01,
            BaseReward = 10,
            WorkCost = 2,
            TrueAlertReward = 5,
            FalseAlertPenalty = falseAlert,
            MissPenalty = 1,
            ChallengeProbability = 0.1,
            ChallengePenalty = challenge,
            Bribe = 1,
            CollusionDetection = 0.9,
            Slash = 100,
        },
    };

    [Theory]
    [InlineData(0, 100, "false alert")]
    [InlineData(100, 0, "missed challenge")]
    public void The_fix_for_guardians_fits_the_deviation_and_suffices(double falseAlert, double challenge, string fix)
    {
        RiskModel model = Model() with { Guardians = Guardians(falseAlert, challenge) };
        IncentiveView view = RiskAssessment.Of(model).Incentives;

        Finding finding = About(model, "guardians");
        Assert.Equal(FindingSeverity.Unsafe, finding.Severity);
        Assert.Contains(fix, finding.Fixes[0].Text);
        RiskModel mended = model with
        {
            Guardians = Guardians(
                Math.Max(falseAlert, view.FalseAlertPenaltyMin!.Value * 1.01),
                Math.Max(challenge, view.ChallengePenaltyMin!.Value * 1.2)),
        };
        Assert.Equal(FindingSeverity.Safe, About(mended, "guardians").Severity);
    }

    [Fact]
    public void Bounties_votes_councils_and_shared_costs_are_weighed_when_they_are_in_the_model()
    {
        RiskModel model = Model(
            Protocol("a") with { MonitoringPerYear = 30 }, Protocol("b") with { MonitoringPerYear = 50 }) with
        {
            Bounty = new BountyModel { Offered = 1, Penalty = 0 },
            Council = new CouncilModel(5, 3, 0.5),
            VoteHoldings = [5, 3, 2],
            Votes = new VoteMarket
            {
                Circulating = 100,
                TokenPrice = 1,
                HonestTurnout = 0.1,
                Quorum = 0.1,
                PassThreshold = 0.5,
                FlashAvailable = 100,
                Treasury = 1000,
            },
        };

        RiskAssessment assessment = RiskAssessment.Of(model);

        Assert.Equal([15, 35], assessment.Incentives.CostShares.Select(share => share.Shared));
        Assert.Equal(2, assessment.Incentives.Nakamoto);
        Assert.True(assessment.Incentives.VoteAttack!.IsProfitable);
        Assert.Contains(assessment.Findings, f => f.Fixes.Any(fix => fix.Text.Contains("flash loan has no vote")));
        Assert.Equal(0.5, assessment.Incentives.CouncilActs!.Value, 1e-12);
        Assert.All(assessment.Incentives.Bounties, bounty => Assert.True(bounty.BountyMin > bounty.Offered));
    }

    [Theory]
    [InlineData(1e-18)]
    [InlineData(1e27)]
    [InlineData(0)]
    public void Extreme_amounts_give_an_answer(double amount)
    {
        RiskAssessment assessment = RiskAssessment.Of(Model(Protocol("p", amount, amount)));

        Assert.False(double.IsNaN(assessment.Protocols[0].LimitedRatio));
        Assert.NotEmpty(assessment.Headline);
    }

    [Fact]
    public void Progress_only_goes_forward()
    {
        List<double> shares = [];

        RiskAssessment.Of(Model(Protocol("p")), null, (_, share) => shares.Add(share));

        Assert.Equal(shares.Order(), shares);
        Assert.InRange(shares[^1], 0.5, 1);
    }
}
