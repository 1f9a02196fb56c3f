using Cordon.Domain.Signals;
using Cordon.Ethereum;

namespace Cordon.Engine.Benchmark.Scores;

/// <summary>Signals of severity medium or above on transactions that are no known attack:
/// false until inspected.</summary>
/// <param name="Signals">The signals, the gravest first.</param>
/// <param name="Transactions">Transactions scanned, attacks not counted.</param>
/// <param name="Blind">Statements about what could not be seen, which accuse nobody.</param>
public sealed record AlarmScore(IReadOnlyList<Signal> Signals, long Transactions, IReadOnlyList<Signal> Blind)
{
    private const string Sandwich = "sandwich";

    /// <summary>Accused transactions by the gravest severity each got; sandwiches left out or not.</summary>
    public int Accused(Severity severity, bool withSandwiches) => Signals
        .Where(signal => withSandwiches || signal.Detector != Sandwich)
        .GroupBy(signal => signal.Tx?.ToString() ?? signal.Id)
        .Count(group => group.Max(signal => signal.Severity) == severity);

    /// <summary>The same per 10,000 transactions.</summary>
    public double AccusedPerTenThousand(Severity severity, bool withSandwiches) =>
        Transactions == 0 ? 0 : 10_000.0 * Accused(severity, withSandwiches) / Transactions;

    internal static AlarmScore Of(IEnumerable<Signal> signals, IReadOnlySet<Hash256> attacks, long transactions)
    {
        Signal[] all = [.. signals];
        return new AlarmScore(
            [.. all.Where(signal => signal.Severity >= Severity.Medium && signal.Detector != "blind"
                    && !(signal.Tx is { } tx && attacks.Contains(tx)))
                .OrderByDescending(signal => signal.Severity).ThenBy(signal => signal.Detector)
                .ThenBy(signal => signal.Block).ThenBy(signal => signal.Index)],
            transactions,
            [.. all.Where(signal => signal.Detector == "blind")]);
    }
}
