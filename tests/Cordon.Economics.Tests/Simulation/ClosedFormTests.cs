using Cordon.Economics.Numbers;
using Cordon.Economics.Simulation;
using Cordon.Economics.Verifiers;

namespace Cordon.Economics.Tests.Simulation;

public class ClosedFormTests
{
    private static readonly InspectionGame Game = new()
    {
        AttackGain = 10,
        Slash = 30,
        InspectCost = 1,
        Bounty = 5,
        UndetectedLoss = 15,
    };

    [Theory]
    [InlineData(0.5, 0.2)]
    [InlineData(0.3, 0.06)]
    [InlineData(0.9, 0.5)]
    public void Replicators_circle_the_equilibrium_and_keep_their_invariant(double p, double x)
    {
        double start = ReplicatorDynamics.Invariant(Game, p, x);
        double before = 0;
        for (int i = 1; i <= 20; i++)
        {
            (double inspecting, double attacking) = ReplicatorDynamics.Run(Game, p, x, 0.001, i * 1_000);
            Assert.Equal(start, ReplicatorDynamics.Invariant(Game, inspecting, attacking), 1e-6 * Math.Abs(start));
            before = Math.Max(before, Math.Abs(attacking - Game.AttackProbability));
        }

        Assert.True(before > 0.005, "the orbit collapsed into the equilibrium");
    }

    [Theory]
    [InlineData(0.8, 1, 1)]
    [InlineData(40, 1, 50)]
    [InlineData(1e-9, 1e3, 3)]
    public void One_more_guardian_never_makes_alerts_wait_longer(double arrivals, double service, int guardians)
    {
        TriageQueue queue = new TriageQueue(arrivals, service, guardians).Checked();
        TriageQueue more = queue with { Guardians = guardians + 1 };

        Assert.InRange(queue.WaitProbability, 0, 1);
        Assert.True(more.WaitProbability <= queue.WaitProbability && more.MeanWait <= queue.MeanWait);
        Assert.Equal(queue.WaitProbability, queue.WaitExceeds(0), 1e-12);
    }

    [Fact]
    public void A_queue_that_cannot_keep_up_says_so()
    {
        TriageQueue queue = new(5, 1, 5);

        Assert.Equal((1, double.PositiveInfinity), (queue.WaitProbability, queue.MeanWait));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.5000000001)]
    [InlineData(0.48)]
    [InlineData(0.9)]
    [InlineData(0.001)]
    public void Ruin_satisfies_its_difference_equation(double p)
    {
        for (int i = 1; i < 12; i++)
        {
            double here = new GamblersRuin(p, i, 12).ReachesTarget;
            double next = p * new GamblersRuin(p, i + 1, 12).ReachesTarget
                + (1 - p) * new GamblersRuin(p, i - 1, 12).ReachesTarget;
            Assert.Equal(next, here, 1e-9);
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(1.0001, 2e-4)]
    [InlineData(3, 0.9404797907)]
    [InlineData(1000, 1)]
    public void The_final_size_solves_its_equation(double r0, double expected)
    {
        SirEpidemic epidemic = new SirEpidemic(r0).Checked();

        Assert.Equal(expected, epidemic.FinalSize, 1e-6);
        Assert.Equal(1 - Math.Exp(-r0 * epidemic.FinalSize), epidemic.FinalSize, 1e-12);
    }

    [Fact]
    public void Random_numbers_are_uniform_without_bias_and_replay_from_their_seed()
    {
        Xoshiro256StarStar random = new(42);
        Xoshiro256StarStar again = random;
        int[] counts = new int[7];
        double sum = 0;
        for (int i = 0; i < 70_000; i++)
        {
            counts[random.Below(7)]++;
            sum += random.Uniform();
        }

        Assert.All(counts, count => Assert.InRange(count, 9_600, 10_400));
        Assert.InRange(sum / 70_000, 0.495, 0.505);
        int first = again.Below(7);
        Assert.InRange(first, 0, 6);
        Assert.Equal(new Xoshiro256StarStar(42).Next(), new Xoshiro256StarStar(42).Next());
    }

    [Fact]
    public void A_state_of_zeros_is_refused() =>
        Assert.Equal("state", Assert.Throws<InvalidInputException>(() => new Xoshiro256StarStar(0, 0, 0, 0)).Field);
}
