namespace Cordon.Bench.Guard;

/// <summary>Prints samples as percentiles of each stage, in microseconds.</summary>
internal static class GuardTable
{
    private static readonly (string Stage, Func<GuardSample, TimeSpan> Of)[] Verdict =
    [
        ("fetch (parse the notice)", sample => sample.Verdict.Fetch),
        ("wait for a worker", sample => sample.Verdict.Wait),
        ("simulate (wait for the node)", sample => sample.Verdict.Simulate),
        ("detect", sample => sample.Verdict.Detect),
    ];

    private static readonly (string Stage, Func<GuardSample, TimeSpan> Of)[] Action =
    [
        ("decide", sample => sample.Action?.Decide ?? default),
        ("keep (both on disk)", sample => sample.Action?.Keep ?? default),
        ("sign", sample => sample.Action?.Sign ?? default),
        ("write", sample => sample.Action?.Write ?? default),
    ];

    public static void Print(string title, IReadOnlyList<GuardSample> samples)
    {
        bool hasActions = samples.Any(sample => sample.Action is not null);
        double total = samples.Sum(sample => sample.Total.TotalMicroseconds);
        Console.WriteLine($"{title,-32}{"p50",9}{"p90",9}{"p99",9}{"max",9}{"share",8}");
        foreach ((string stage, Func<GuardSample, TimeSpan> of) in hasActions ? [.. Verdict, .. Action] : Verdict)
            Print(stage, samples, of, total);
        Print(hasActions ? "notice to bytes written" : "notice to verdict", samples, s => s.Total, total);
        Print("  the node alone, same call", samples, sample => sample.NodeTrace, total);
        Print("  ours: total without that", samples,
            sample => sample.Total > sample.NodeTrace ? sample.Total - sample.NodeTrace : default, total);
    }

    private static void Print(
        string stage, IReadOnlyList<GuardSample> samples, Func<GuardSample, TimeSpan> of, double total)
    {
        double[] sorted = [.. samples.Select(sample => of(sample).TotalMicroseconds).Order()];
        Console.WriteLine($"{stage,-32}{At(0.5),9:F0}{At(0.9),9:F0}{At(0.99),9:F0}{sorted[^1],9:F0}"
            + $"{sorted.Sum() / total,8:P0}");

        double At(double share) => sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
    }
}
