using Cordon.Arena.Scenarios;
using Cordon.Arena.Scenarios.BorrowedVotes;
using Cordon.Arena.Scenarios.InfiniteMint;
using Cordon.Arena.Scenarios.MaliciousUpgrade;
using Cordon.Arena.Scenarios.Reentrancy;
using Cordon.Arena.Scenarios.ShareInflation;
using Cordon.Arena.Scenarios.SlowDrain;
using Cordon.Arena.Trials;

namespace Cordon.Arena.Tests.Trials;

/// <summary>What the attacks cost where nobody watches: without Cordon, and on Cordon's contracts alone.</summary>
public class LossTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Every_attack_succeeds_without_Cordon_and_where_nobody_watches_only_the_contracts_bound_it()
    {
        await using TrialGround ground = await Grounds.BuildAsync(output);

        await PlayAsync(new ReentrancyScenario(), "300 ETH", "300 ETH");
        await PlayAsync(new ShareInflationScenario(), "40 WETH", "40 WETH");
        await PlayAsync(new InfiniteMintScenario(), "282 WETH", "282 WETH");
        await PlayAsync(new BorrowedVotesScenario(), "490 WETH", "490 WETH");
        await PlayAsync(new MaliciousUpgradeScenario(), "300 WETH", "0 WETH"); // the review needs no guard

        async Task PlayAsync(IScenario scenario, string without, string unwatched)
        {
            Assert.Equal(
                (scenario.Card.Name, without),
                (scenario.Card.Name, $"{await Played.WithoutAsync(ground, scenario)}"));
            Assert.Equal(
                (scenario.Card.Name, unwatched),
                (scenario.Card.Name, $"{await Played.UnwatchedAsync(ground, scenario)}"));
        }
    }

    [Fact]
    public async Task The_flow_limit_bounds_a_slow_drain_that_nobody_watches()
    {
        await using TrialGround ground = await Grounds.BuildAsync(output);

        Amount without = await Played.WithoutAsync(ground, new SlowDrainScenario());
        Amount unwatched = await Played.UnwatchedAsync(ground, new SlowDrainScenario());

        Assert.Equal("45.84 WETH", $"{without}");
        // 40 WETH may leave at once, some of it honestly, and little more within the minute that is played.
        Assert.InRange((double)unwatched.Value / 1e18, 20, 42);
    }
}
