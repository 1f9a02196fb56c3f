using System.Diagnostics;
using System.Globalization;
using Cordon.Economics.Restaking;

namespace Cordon.Bench.Restaking;

/// <summary>Restaking at scale, and exact search on random families within a second on one core.</summary>
internal static class RestakingMode
{
    private const int Instances = 10;
    private const int WarmUps = 40;

    private static readonly (int Services, int Validators, double Gamma)[] Families =
    [
        (20, 400, -0.3), (100, 1_000, -0.3), (20, 100, -0.5),
    ];

    public static int Run(string[] arguments)
    {
        ulong seed = arguments is [var text, ..] ? ulong.Parse(text, CultureInfo.InvariantCulture) : 20_261_121;
        foreach ((int services, int validators, double gamma) in Families) Exact(services, validators, gamma, seed);
        foreach (double gamma in (double[])[0.1, -0.05, -0.3, -0.9]) Large(gamma, seed);
        return 0;
    }

    private static void Exact(int services, int validators, double gamma, ulong seed)
    {
        List<double> times = [];
        int proved = 0;
        int attacks = 0;
        // Compiles, in both of the compiler's tiers: the search is judged, not its first calls.
        for (ulong i = 1; i <= WarmUps; i++) Solve(NetworkFamily.Of(services, validators, 3.5, gamma, seed - i));
        for (int i = 0; i < Instances; i++)
        {
            RestakingGraph graph = NetworkFamily.Of(services, validators, 3.5, gamma, seed + (ulong)i);
            long start = Stopwatch.GetTimestamp();
            RestakingAnalysis analysis = Solve(graph);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            if (analysis.IsProved) proved++;
            if (analysis.Attack is not null) attacks++;
        }

        times.Sort();
        Print($"exact {services} x {validators} at gamma {gamma}: proved {proved}/{Instances}, attacks {attacks}, ")
            .WriteLine(Invariant($"median {times[Instances / 2]:N1} ms, worst {times[^1]:N1} ms"));
    }

    private static RestakingAnalysis Solve(RestakingGraph graph) => RestakingAnalyzer.Analyze(graph,
        new SearchLimits(long.MaxValue, TimeSpan.FromSeconds(1), TimeProvider.System, Threads: 1));

    private static void Large(double gamma, ulong seed)
    {
        RestakingGraph graph = NetworkFamily.Of(1_000, 100_000, 20, gamma, seed);
        TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
        Stopwatch watch = Stopwatch.StartNew();
        RestakingAnalysis analysis = RestakingAnalyzer.Analyze(graph, new SearchLimits(Threads: 2));
        Print($"large 1000 x 100000, {graph.EdgeCount:N0} edges at gamma {gamma}: {analysis.Verdict}, ")
            .Write(Invariant($"gain {analysis.GainLower.ToDouble():N0} to {analysis.GainUpper.ToDouble():N0}, "));
        Console.Out.WriteLine(Invariant($"{watch.Elapsed.TotalSeconds:N2} s (processor ")
            + Invariant($"{(Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds:N2} s), peak ")
            + Invariant($"{Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:N0} MB"));
    }

    private static TextWriter Print(FormattableString text)
    {
        Console.Out.Write(FormattableString.Invariant(text));
        return Console.Out;
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
