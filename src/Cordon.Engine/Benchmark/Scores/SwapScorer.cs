using Cordon.Engine.Benchmark.Labels;

namespace Cordon.Engine.Benchmark.Scores;

/// <summary>Compares swap facts with swap labels: same transaction, pool, tokens and amounts, one for one.</summary>
internal static class SwapScorer
{
    public static LabelScore Score(LabelSet labels, PackRecorder seen)
    {
        Dictionary<SwapSeen, int> left = [];
        foreach ((ulong _, SwapSeen swap) in seen.Swaps) left[swap] = left.GetValueOrDefault(swap) + 1;

        List<SwapLabel> missed = [];
        List<Finding> refuted = [];
        List<Finding> reverted = [];
        SwapLabel[] inPack = [.. labels.Swaps.Where(label => seen.Transactions.Contains(label.Tx))];
        foreach (SwapLabel label in inPack.Where(label => !label.IsReverted))
        {
            if (Take(left, Key(label))) continue;
            if (Refutation(label, seen) is { } why)
                refuted.Add(new Finding(label.Block, label.Tx, $"{Text(Key(label))}; {why}"));
            else missed.Add(label);
        }

        // After the others: the same trade may have succeeded before or after the frame that reverted.
        foreach (SwapLabel label in inPack.Where(label => label.IsReverted && Take(left, Key(label))))
            reverted.Add(new Finding(label.Block, label.Tx, Text(Key(label))));

        int expected = inPack.Count(label => !label.IsReverted) - refuted.Count;
        return new LabelScore
        {
            Label = "swap",
            Expected = expected,
            Found = expected - missed.Count,
            Exact = expected - missed.Count,
            Reported = seen.Swaps.Count,
            RevertedReported = reverted,
            Misses = [.. missed.Select(label => Miss(label, left))],
            Differences = [],
            Extras = [.. Extras(seen, left)],
            Refuted = refuted,
            OutsidePack = labels.Swaps.Count - inPack.Length,
        };
    }

    private static SwapSeen Key(SwapLabel label) =>
        new(label.Tx, label.Pool, label.TokenIn, label.AmountIn, label.TokenOut, label.AmountOut);

    private static string? Refutation(SwapLabel label, PackRecorder seen)
    {
        if (seen.Called.TryGetValue((label.Tx, label.Pool), out bool tookEffect) && !tookEffect)
            return "every call of the pool in this transaction was undone";
        SwapSeen logged = seen.LoggedSwaps.FirstOrDefault(swap => swap.Tx == label.Tx && swap.Pool == label.Pool
            && swap.TokenOut == label.TokenOut && swap.AmountOut == label.AmountOut);
        return logged == default
            ? null
            : $"the pool logged this trade with another amount in, read as {logged.AmountIn}";
    }

    private static bool Take(Dictionary<SwapSeen, int> left, SwapSeen swap)
    {
        if (left.GetValueOrDefault(swap) == 0) return false;
        left[swap]--;
        return true;
    }

    // What was found at the same pool tells a wrong amount from a venue that is not understood.
    private static Finding Miss(SwapLabel label, Dictionary<SwapSeen, int> left)
    {
        string[] near = [.. left
            .Where(entry => entry.Value > 0 && entry.Key.Tx == label.Tx && entry.Key.Pool == label.Pool)
            .Select(entry => Text(entry.Key))];
        string found = near.Length == 0 ? "nothing at this pool" : string.Join("; ", near);
        return new Finding(label.Block, label.Tx, $"{Text(Key(label))}; found {found}");
    }

    private static IEnumerable<Finding> Extras(PackRecorder seen, Dictionary<SwapSeen, int> left)
    {
        foreach ((ulong block, SwapSeen swap) in seen.Swaps)
        {
            if (Take(left, swap)) yield return new Finding(block, swap.Tx, Text(swap));
        }
    }

    private static string Text(SwapSeen swap) =>
        $"pool {swap.Pool}: {swap.AmountIn} of {swap.TokenIn} for {swap.AmountOut} of {swap.TokenOut}";
}
