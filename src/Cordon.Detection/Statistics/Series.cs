namespace Cordon.Detection.Statistics;

/// <summary>The latest totals of one quantity, a value a window of blocks, as they are until the next change.</summary>
internal readonly ref struct Series(ulong window, double current, ReadOnlySpan<double> past)
{
    /// <summary>Number of the window that <see cref="Current"/> belongs to, 0 where nothing is known.</summary>
    public ulong Window { get; } = window;

    /// <summary>The total of that window so far.</summary>
    public double Current { get; } = current;

    /// <summary>Totals of earlier windows in which anything happened, oldest first.</summary>
    public ReadOnlySpan<double> Past { get; } = past;
}
