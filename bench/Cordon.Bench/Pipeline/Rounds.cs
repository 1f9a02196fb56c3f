namespace Cordon.Bench.Pipeline;

/// <summary>The same measurements again and again, in turns. Figures are medians.</summary>
internal sealed class Rounds
{
    public const int Count = 5;

    /// <summary>A round's scans cover this part of the transactions wanted.</summary>
    public const int Parts = 3;

    public List<Measure> One { get; } = [];

    public List<Measure> Two { get; } = [];

    /// <summary>Two scans beside each other: what the machine's second processor is worth to this work.</summary>
    public List<Measure> Apart { get; } = [];

    /// <summary>The same bytes merely tokenised by Utf8JsonReader, on two threads.</summary>
    public List<Measure> Tokens { get; } = [];

    public List<Measure> Few { get; } = [];

    public List<Measure> Many { get; } = [];

    public void Say(double bytesPerTransaction, int protocols)
    {
        SayOne("1 thread", One);
        SayOne("2 threads", Two);
        double one = Rate(One), two = Rate(Two), tokens = Rate(Tokens);
        Console.WriteLine($"scaling 1 -> 2 threads     {two / one:0.00} x; two scans beside each other that share "
            + $"nothing {Rate(Apart) / one:0.00} x, of which the two threads reach {100 * two / Rate(Apart):0} %");
        Console.WriteLine($"mere tokenising, 2 threads {tokens * bytesPerTransaction / 1e6:N0} MB/s; the scan runs at "
            + $"{100 * two / tokens:0} % of that speed ({100 * Cost(Tokens) / Cost(Two):0} % by processor time)");
        Console.WriteLine($"{protocols:N0} protocols take {Rate(Few) / Rate(Many):0.00} x the time of 1 "
            + $"({Cost(Many) / Cost(Few):0.00} x by processor time)");
    }

    private static void SayOne(string name, List<Measure> measures)
    {
        double[] rates = [.. measures.Select(each => each.Rate).Order()];
        Console.WriteLine($"{name,-26} {rates[Count / 2]:N0} tx/s ({rates[0]:N0} to {rates[^1]:N0}), "
            + $"{1e6 * Cost(measures):0.00} us of processor a transaction, "
            + $"{measures[^1].Allocated:0.0} bytes allocated a transaction, {measures[^1].Signals:N0} signals");
    }

    private static double Rate(List<Measure> measures) => Median(measures.Select(each => each.Rate));

    private static double Cost(List<Measure> measures) => Median(measures.Select(each => each.Cost));

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Count / 2);
}
