using Cordon.Arena.Community;
using Cordon.Arena.Guards;
using Cordon.Arena.Scenarios.PriceManipulation;
using Cordon.Arena.Trials;
using Cordon.Ethereum;

namespace Cordon.Arena.Tests.Trials;

public class TrialTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_sleeping_guard_loses_as_much_as_none_and_the_trial_says_so()
    {
        await using TrialGround ground = await Grounds.BuildAsync(output);
        var guard = new SleepingGuard();

        TrialReport report = await new Trial(ground, guard).RunAsync(
            new PriceManipulationScenario(), Anvil.Cancellation);

        Assert.Equal("300 WETH", $"{report.Without.Loss}");
        Assert.Equal("300 WETH", $"{report.With.Loss}");
        Assert.Equal((1, 0), (report.With.Attacks, report.With.AttacksStopped));
        Assert.False(report.IsMet);
        Assert.Equal(
            ["300 WETH was lost with Cordon: 0 % saved, 100 % expected.", "No incident was raised."],
            report.Failures.Select(failure => failure.Replace('\u00a0', ' ')));
        Assert.All(report.Defence.Fortunes, fortune => Assert.False(fortune.HasChanged));
        ArenaDefence told = Assert.Single(guard.Defences);
        Assert.Equal("lender", told.Protocol);
        Assert.Contains(told.Enrolled, told.Contracts);
    }

    [Fact]
    public async Task A_guard_that_pauses_in_time_saves_everything_and_is_paid_and_the_sleeper_is_slashed()
    {
        await using TrialGround ground = await Grounds.BuildAsync(output);
        var strangers = new HashSet<Address>();
        var guard = new JumpyGuard(strangers.Contains);
        var scenario = new Instructed(new PriceManipulationScenario(), strangers);

        TrialReport report = await new Trial(ground, guard).RunAsync(scenario, Anvil.Cancellation);

        output.WriteLine(string.Join('\n', report.Failures));
        Assert.True(report.IsMet);
        Assert.Equal(("300 WETH", "0 WETH"), ($"{report.Without.Loss}", $"{report.With.Loss}"));
        Assert.Equal((1, 1), (report.With.Attacks, report.With.AttacksStopped));
        Assert.Equal(0, report.Defence.LeadBlocks);
        Assert.True(report.Defence.Detection <= report.Defence.Action);
        // 30 % of the reward of 300 to who raised, the rest to the three who attested, with equal stakes.
        Assert.Equal(
            ["Ada +160 STAKE", "Ben +70 STAKE", "Cleo +70 STAKE", "Dan -100 STAKE", "treasury +0 STAKE"],
            report.Defence.Fortunes.Select(fortune => $"{fortune}"));
        RaisedIncident incident = Assert.Single(report.Defence.Incidents);
        Assert.Equal((UInt256)400 * 1_000_000_000_000_000_000, incident.Bond);
    }
}
