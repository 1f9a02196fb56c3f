namespace Cordon.Ethereum.Rpc.Pool;

/// <summary>The outcome of asking several endpoints about one block.</summary>
/// <param name="Views">What each of them says; endpoints that could not answer are missing.</param>
/// <param name="Trusted">The endpoints of the majority; all when they agree, none when there is no majority.</param>
/// <param name="Difference">What they disagree on, in words; null when they agree.</param>
public sealed record BlockComparison(
    ulong Number, IReadOnlyList<BlockView> Views, IReadOnlyList<string> Trusted, string? Difference)
{
    public bool Agree => Difference is null;

    /// <summary>Groups the views; more than half of them make a majority.</summary>
    public static BlockComparison Of(ulong number, IReadOnlyList<BlockView> views)
    {
        ArgumentNullException.ThrowIfNull(views);
        var groups = new List<List<BlockView>>();
        foreach (BlockView view in views)
        {
            List<BlockView>? same = groups.Find(group => group[0].DifferenceTo(view) is null);
            if (same is null) groups.Add([view]);
            else same.Add(view);
        }

        List<BlockView>? majority = groups.Find(group => group.Count * 2 > views.Count);
        string? difference = groups.Count > 1 ? groups[0][0].DifferenceTo(groups[1][0]) : null;
        return new BlockComparison(number, views, [.. (majority ?? []).Select(view => view.Endpoint)], difference);
    }
}
