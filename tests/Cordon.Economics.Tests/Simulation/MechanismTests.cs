using Cordon.Economics.Numbers;
using Cordon.Economics.Simulation.Mechanism;

namespace Cordon.Economics.Tests.Simulation;

public class MechanismTests
{
    private static readonly SimulationPlan Plan = new(Runs: 60, Epochs: 400, Seed: 3, Threads: 2);

    private static SimulationOutcome Run(
        MechanismParameters with, AttackPlan? attack = null, SimulationPlan? plan = null) =>
        MechanismSimulation.Run(with, attack ?? new AttackPlan(), MechanismSimulation.StandardPopulation,
            plan ?? Plan, null, TestContext.Current.CancellationToken);

    private static StrategyOutcome Row(SimulationOutcome outcome, string name) =>
        outcome.Strategies.Single(strategy => strategy.Policy.Name == name);

    [Fact]
    public void The_same_seed_gives_the_same_bits_on_any_number_of_threads_and_another_seed_others()
    {
        MechanismParameters with = new() { AttackProbability = 0.01 };
        string one = Text(Run(with, plan: Plan with { Threads = 1 }));

        Assert.Equal(one, Text(Run(with, plan: Plan with { Threads = 2 })));
        Assert.Equal(one, Text(Run(with, plan: Plan with { Threads = 7 })));
        Assert.NotEqual(one, Text(Run(with, plan: Plan with { Seed = 4 })));

        static string Text(SimulationOutcome outcome) => string.Join('\n', outcome.Strategies)
            + outcome.LossPerAttack + outcome.ProfitPerAttack + outcome.DelegationLeft + outcome.FalsePausesPerEpoch;
    }

    [Fact]
    public void Simulations_agree_with_every_closed_form_within_four_errors() =>
        Assert.All(ClosedFormChecks.Run(seed: 20, rounds: 60_000),
            check => Assert.True(check.Agrees, $"{check}: {check.Errors} errors"));

    [Fact]
    public void A_wrong_formula_would_be_noticed() =>
        Assert.False(new ClosedFormCheck("off by a tenth", 1.1, new Estimate(1, 0.02)).Agrees);

    [Fact]
    public void By_default_honesty_beats_every_lone_deviation()
    {
        SimulationOutcome outcome = Run(new());

        Assert.True(outcome.Margin > 0);
        Assert.True(Row(outcome, "honest").Value.Low > 0);
    }

    [Fact]
    public void Without_challenges_and_penalties_laziness_pays()
    {
        SimulationOutcome outcome = Run(new() { ChallengeProbability = 0, NegligenceSlash = 0, TrueAlertReward = 0 });

        Assert.True(outcome.Margin < 0);
        Assert.True(Row(outcome, "lazy").Value.Mean > Row(outcome, "honest").Value.Mean);
    }

    [Fact]
    public void Nobody_sells_silence_below_its_price_and_everybody_above_it()
    {
        MechanismParameters with = new() { AttackProbability = 0.02, PriceDrop = 0 };

        Assert.Equal(0, Row(Run(with, new AttackPlan { BribePerGuardian = 30_000 }), "bribed").Ledger.Bribes);
        Assert.True(Row(Run(with, new AttackPlan { BribePerGuardian = 45_000 }), "bribed").Ledger.Bribes > 0);
    }

    [Fact]
    public void A_token_that_fell_makes_silence_cheaper()
    {
        AttackPlan plan = new() { BribePerGuardian = 38_000 };

        double firm = Row(Run(new() { AttackProbability = 0.02, PriceDrop = 0 }, plan), "bribed").Ledger.Bribes;
        double falling = Row(Run(new() { AttackProbability = 0.02, PriceDrop = 0.4 }, plan), "bribed").Ledger.Bribes;

        Assert.Equal(0, firm);
        Assert.True(falling > 0);
    }

    [Fact]
    public void An_attacker_without_capital_or_loans_cannot_attack()
    {
        SimulationOutcome outcome = Run(new() { AttackProbability = 0.02, HasFlashLoans = false });

        Assert.True(outcome.Opportunities > 0);
        Assert.Equal(0, outcome.Attacks);
        Assert.True(double.IsNaN(outcome.LossPerAttack.Mean));
    }

    [Fact]
    public void The_public_mempool_the_flow_limiter_and_speed_each_lower_the_loss()
    {
        MechanismParameters with = new() { AttackProbability = 0.02 };
        double usual = Run(with).LossPerAttack.Mean;

        Assert.True(Run(with, new AttackPlan { IsPrivate = false }).LossPerAttack.Mean < usual / 2);
        Assert.True(Run(with with { FlowCap = 100_000 }).LossPerAttack.Mean <= 100_000);
        Assert.True(Run(with with { DetectMinutes = 0.4, RespondMinutes = 0.2 }).LossPerAttack.Mean < usual / 2);
    }

    [Fact]
    public void A_successful_attack_lowers_the_price_and_drives_delegators_away()
    {
        SimulationOutcome calm = Run(new() { AttackProbability = 0 });
        SimulationOutcome attacked = Run(new() { AttackProbability = 0.02 });

        Assert.Equal((1, 0), (calm.LowestPrice, calm.Attacks));
        Assert.True(attacked.LowestPrice < 1);
        Assert.True(attacked.DelegationLeft.Mean > calm.DelegationLeft.Mean);
    }

    [Fact]
    public void What_the_ledger_says_adds_up_to_the_value_of_a_row()
    {
        SimulationOutcome outcome = Run(new() { AttackProbability = 0.01 });

        Assert.All(outcome.Strategies, row =>
            Assert.Equal(row.Ledger.Net / row.Ledger.GuardianEpochs, row.Value.Mean, 1e-9));
        Assert.Equal(100.0 * 400 * 60, outcome.GuardianEpochs);
    }

    [Fact]
    public void The_search_finds_the_takeover_where_the_stake_is_worth_less_than_the_loot_and_none_where_it_is_not()
    {
        Deviation cheap = AttackSearch.MostProfitable(new(), 100, seed: 1, strikes: 60);
        Deviation again = AttackSearch.MostProfitable(new(), 100, seed: 1, strikes: 60);
        Deviation guarded = AttackSearch.MostProfitable(
            new() { FlowCap = 10_000, PriceDrop = 0 }, 100, seed: 1, strikes: 60);

        Assert.Equal(cheap, again);
        Assert.True(cheap.IsProfitable);
        Assert.True(cheap.Colluders + cheap.Bribable >= 50, cheap.Description);
        Assert.False(guarded.IsProfitable, $"{guarded}");
    }

    [Fact]
    public void The_search_over_ways_of_guarding_finds_the_loophole_that_was_left_open()
    {
        SimulationPlan small = Plan with { Runs = 20, Epochs = 200 };

        Deviation closed = DeviationSearch.MostProfitable(
            new(), new(), 50, small, null, TestContext.Current.CancellationToken);
        Deviation open = DeviationSearch.MostProfitable(
            new() { ChallengeProbability = 0, NegligenceSlash = 0, TrueAlertReward = 0 }, new(), 50, small, null,
            TestContext.Current.CancellationToken);

        Assert.False(closed.IsProfitable, $"{closed}");
        Assert.True(open.IsProfitable);
        Assert.Equal(0, open.Policy!.Diligence);
    }

    [Fact]
    public void Proposed_parameters_widen_the_margin_and_stay_bearable()
    {
        ParameterProposal proposal = ParameterSearch.Best(
            new(), new(), Plan with { Runs = 200 }, null, TestContext.Current.CancellationToken);
        Ledger honest = proposal.After.Strategies[0].Ledger;

        Assert.True(proposal.After.Margin > proposal.Before.Margin);
        Assert.True(honest.Net > 0);
        Assert.True(honest.Penalties < 0.2 * honest.Pay);
        Assert.InRange(proposal.Parameters.MaliciousSlash, 0, 1);
    }

    [Theory]
    [InlineData("Quorum")]
    [InlineData("Runs")]
    [InlineData("population.lazy")]
    public void An_impossible_simulation_is_refused_by_name(string field)
    {
        InvalidInputException fault = Assert.Throws<InvalidInputException>(() => MechanismSimulation.Run(
            new() { Quorum = field == "Quorum" ? 1.5 : 0.5 }, new(),
            [new(GuardianPolicy.Lazy, field == "population.lazy" ? -1 : 1)],
            new SimulationPlan(Runs: field == "Runs" ? 0 : 1), null, TestContext.Current.CancellationToken));

        Assert.Equal(field[(field.LastIndexOf('.') + 1)..], fault.Field[(fault.Field.LastIndexOf('.') + 1)..]);
    }
}
