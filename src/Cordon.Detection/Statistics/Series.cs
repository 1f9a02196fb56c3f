using System.Collections.Immutable;

namespace Cordon.Detection.Statistics;

/// <summary>The latest totals of one quantity, a value a window of blocks. Immutable.</summary>
/// <param name="Window">Number of the window that <paramref name="Current"/> belongs to.</param>
/// <param name="Current">The total of that window so far.</param>
/// <param name="Past">Totals of earlier windows in which anything happened, oldest first.</param>
internal sealed record Series(ulong Window, double Current, ImmutableArray<double> Past)
{
    public static Series Empty { get; } = new(0, 0, []);

    /// <summary>Adds to a window, closing the one before; at most <paramref name="pastMax"/> totals are kept.</summary>
    public Series Add(ulong window, double amount, int pastMax)
    {
        if (window <= Window) return this with { Current = Current + amount };

        ImmutableArray<double> past = Current > 0 ? Past.Add(Current) : Past;
        if (past.Length > pastMax) past = past.RemoveRange(0, past.Length - pastMax);
        return new Series(window, amount, past);
    }
}
