using Cordon.Economics.Numbers;
using Cordon.Economics.Restaking;

namespace Cordon.Economics.Tests.Restaking;

/// <summary>Small random graphs, and the truth about them by trying every coalition.</summary>
internal static class RandomGraphs
{
    private static readonly Rational[] Alphas = [new(1, 3), new(1, 2), new(2, 3), 1];

    public static RestakingGraph Of(int seed, int validatorsMax = 10, bool isUnanimous = false)
    {
        Random random = new(seed);
        int services = random.Next(1, 7);
        int validators = random.Next(1, validatorsMax + 1);
        return RestakingGraph.Create(
            [.. Enumerable.Range(0, services).Select(s => new RestakingService($"s{s}", random.Next(0, 30),
                isUnanimous ? 1 : Alphas[random.Next(Alphas.Length)]))],
            [.. Enumerable.Range(0, validators).Select(v => new RestakingValidator($"v{v}", random.Next(0, 25),
                [.. Enumerable.Range(0, services).Where(_ => random.Next(3) > 0).Select(s => $"s{s}")]))]);
    }

    /// <summary>The best gain, and the least stake / profit, over all coalitions.</summary>
    public static (Rational Gain, Rational? Ratio) Enumerate(RestakingGraph graph)
    {
        Rational gain = default;
        Rational? ratio = null;
        for (int mask = 0; mask < 1 << graph.Validators.Count; mask++)
        {
            RestakingAttack attack = graph.AttackOf(
                Enumerable.Range(0, graph.Validators.Count).Where(v => (mask >> v & 1) != 0));
            gain = Rational.Max(gain, attack.Gain);
            if (attack.Profit.Sign <= 0) continue;
            Rational here = attack.Cost / attack.Profit;
            ratio = ratio is { } least ? Rational.Min(least, here) : here;
        }

        return (gain, ratio);
    }
}
