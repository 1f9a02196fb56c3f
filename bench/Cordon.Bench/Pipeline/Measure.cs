namespace Cordon.Bench.Pipeline;

/// <summary>One scan, measured.</summary>
internal readonly record struct Measure(
    double Seconds, double ProcessorSeconds, long Transactions, double Allocated, long Signals)
{
    /// <summary>Transactions a second.</summary>
    public double Rate => Transactions / Seconds;

    /// <summary>Seconds of processor a transaction.</summary>
    public double Cost => ProcessorSeconds / Transactions;

    /// <summary>How much of two processors it used, 1 for both all the time.</summary>
    public double Busy => ProcessorSeconds / Seconds / 2;
}
