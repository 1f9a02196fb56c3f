using Cordon.Economics.Numbers;
using Cordon.Economics.Restaking;

namespace Cordon.Economics.Tests.Restaking;

/// <summary>Random networks at a given margin of the certificate: stakes log-normal around 100, two to four services a
/// validator, quorums of a third, a half or two thirds.</summary>
internal static class Families
{
    public static RestakingGraph Of(int services, int validators, double gamma, int seed)
    {
        Random random = new(seed);
        Rational[] alphas = [.. Enumerable.Range(0, services).Select(_ => random.Next(3) switch
        {
            0 => new Rational(1, 3),
            1 => new Rational(1, 2),
            _ => new Rational(2, 3),
        })];
        double[] stakes = [.. Enumerable.Range(0, validators).Select(_ => Math.Max(1, Math.Round(
            100 * Math.Exp(0.8 * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()))
                * Math.Cos(2 * Math.PI * random.NextDouble())))))];
        int[][] served = [.. Enumerable.Range(0, validators).Select(_ =>
        {
            int[] some = [.. Enumerable.Range(0, services).Where(_ => random.NextDouble() < 4.0 / services)];
            return some.Length > 0 ? some : [random.Next(services)];
        })];
        double[] behind = new double[services];
        for (int v = 0; v < validators; v++)
            foreach (int s in served[v]) behind[s] += stakes[v];
        double[] share = [.. Enumerable.Range(0, services).Select(_ => 0.5 + random.NextDouble())];
        double top = served.Max(list => list.Sum(s => share[s]));
        double factor = 1 / (1 + gamma) / top;
        return RestakingGraph.Create(
            [.. Enumerable.Range(0, services).Select(s => new RestakingService($"s{s}",
                new Rational((long)Math.Round(1_000 * share[s] * factor * alphas[s].ToDouble() * behind[s]), 1_000),
                alphas[s]))],
            [.. Enumerable.Range(0, validators).Select(v => new RestakingValidator(
                $"v{v}", (long)stakes[v], [.. served[v].Select(s => $"s{s}")]))]);
    }
}
