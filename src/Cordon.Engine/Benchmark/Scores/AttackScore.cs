using Cordon.Domain.Signals;
using Cordon.Engine.Benchmark.Labels;
using Cordon.Ethereum;

namespace Cordon.Engine.Benchmark.Scores;

/// <summary>How the known attacks fared.</summary>
/// <param name="Outcomes">One an attack, in the order of the labels.</param>
public sealed record AttackScore(IReadOnlyList<AttackOutcome> Outcomes)
{
    /// <summary>By what was recorded; attacks that only history can show are a group of their own.</summary>
    public IReadOnlyList<AttackTally> ByRecording =>
    [
        Tally("logs exact", outcome => outcome.Label is { HasLogs: true, NeedsHistory: false }),
        Tally("logs missing", outcome => outcome.Label is { HasLogs: false, NeedsHistory: false }),
        Tally("needs history", outcome => outcome.Label.NeedsHistory),
    ];

    /// <summary>By class, without those that only history can show.</summary>
    public IReadOnlyList<AttackTally> ByClass =>
    [
        .. Outcomes.Where(outcome => !outcome.Label.NeedsHistory).GroupBy(outcome => outcome.Label.Class)
            .OrderBy(group => group.Key).Select(group => AttackTally.Of(group.Key, [.. group])),
    ];

    /// <summary>Classes in the labels that the table of fitting detectors does not have.</summary>
    public IReadOnlyList<string> UnknownClasses =>
    [
        .. Outcomes.Select(outcome => outcome.Label.Class).Distinct()
            .Where(name => !AttackClasses.IsKnown(name)).Order(),
    ];

    internal static AttackScore Of(LabelSet labels, PackRecorder seen)
    {
        ILookup<Hash256, Signal> byTransaction = seen.Signals.Where(signal => signal.Tx is not null)
            .ToLookup(signal => signal.Tx!.Value);
        return new AttackScore([.. labels.Attacks.Select(label => new AttackOutcome(
            label,
            [.. byTransaction[label.Tx].OrderByDescending(s => s.Severity).ThenByDescending(s => s.Confidence)],
            seen.Transactions.Contains(label.Tx)))]);
    }

    private AttackTally Tally(string group, Func<AttackOutcome, bool> belongs) =>
        AttackTally.Of(group, [.. Outcomes.Where(belongs)]);
}
