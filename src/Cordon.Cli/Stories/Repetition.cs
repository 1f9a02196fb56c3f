namespace Cordon.Cli.Stories;

/// <summary>Folds sentences that come again and again, as a reentrant loop makes them.</summary>
internal static class Repetition
{
    private const int PeriodMax = 8;
    private const int RepeatsMin = 2; // once more is shorter told than counted

    /// <summary>The sentences with every run of equal groups told once and counted.</summary>
    public static List<string> Fold(string[] sentences)
    {
        List<string> folded = [];
        int at = 0;
        while (at < sentences.Length)
        {
            (int period, int repeats) = BestAt(sentences, at);
            folded.AddRange(sentences.AsSpan(at, period));
            at += period * (repeats + 1);
            if (repeats == 0) continue;

            string what = period == 1 ? "This" : $"These {period} steps";
            folded.Add($"{what} happened {repeats} more times.");
        }

        return folded;
    }

    // The group that saves the most sentences; a single sentence, not repeated, where none does.
    private static (int Period, int Repeats) BestAt(string[] sentences, int at)
    {
        (int Period, int Repeats) best = (1, 0);
        for (int period = 1; period <= PeriodMax && at + period < sentences.Length; period++)
        {
            int repeats = 0;
            ReadOnlySpan<string> group = sentences.AsSpan(at, period);
            while (at + (period * (repeats + 2)) <= sentences.Length
                && group.SequenceEqual(sentences.AsSpan(at + (period * (repeats + 1)), period))) repeats++;

            if (repeats >= RepeatsMin && period * repeats > best.Period * best.Repeats) best = (period, repeats);
        }

        return best;
    }
}
