using Cordon.Economics.Numbers;
using Cordon.Economics.Restaking;
using Cordon.Economics.Simulation;

namespace Cordon.Bench.Restaking;

/// <summary>Random restaking networks at a given margin of EigenLayer's condition, replayed from a seed: stakes
/// log-normal around 100 (deviation 0.8), quorums of a third, a half or two thirds, profits scaled so that the greatest
/// T_v is 1 / (1 + gamma).</summary>
internal static class NetworkFamily
{
    private static readonly Rational[] Alphas = [new(1, 3), new(1, 2), new(2, 3)];

    public static RestakingGraph Of(int services, int validators, double degree, double gamma, ulong seed)
    {
        Xoshiro256StarStar random = new(seed);
        Rational[] alphas = new Rational[services];
        double[] share = new double[services];
        for (int s = 0; s < services; s++) (alphas[s], share[s]) = (Alphas[random.Below(3)], 0.5 + random.Uniform());
        string[] names = [.. Enumerable.Range(0, services).Select(s => $"s{s}")];
        double[] behind = new double[services];
        double top = 0;
        RestakingValidator[] nodes = new RestakingValidator[validators];
        for (int v = 0; v < validators; v++)
        {
            long stake = (long)Math.Max(1, Math.Round(100 * Math.Exp(0.8 * random.Normal())));
            SortedSet<int> served = Served(ref random, services, degree);
            foreach (int s in served) behind[s] += stake;
            top = Math.Max(top, served.Sum(s => share[s]));
            nodes[v] = new RestakingValidator($"v{v}", stake, [.. served.Select(s => names[s])]);
        }

        double factor = 1 / (1 + gamma) / top;
        return RestakingGraph.Create(
            [.. Enumerable.Range(0, services).Select(s => new RestakingService(names[s],
                new Rational((long)Math.Round(1_000 * share[s] * factor * alphas[s].ToDouble() * behind[s]), 1_000),
                alphas[s]))],
            nodes);
    }

    // A Poisson number around the degree, at least one, each service at most once.
    private static SortedSet<int> Served(ref Xoshiro256StarStar random, int services, double degree)
    {
        int count = 0;
        for (double left = random.Exponential(1); left < degree; left += random.Exponential(1)) count++;
        SortedSet<int> served = [];
        count = Math.Clamp(count, 1, services);
        while (served.Count < count) served.Add(random.Below(services));
        return served;
    }
}
