using Cordon.Arena.Chain;
using Cordon.Arena.Scenes;
using Cordon.Ethereum;

namespace Cordon.Arena.Scan.Tests.Demo;

/// <summary>Compares what was found with what was played.</summary>
internal static class Verdict
{
    /// <summary>What each attack's scanner heard; the honest scenarios are left out.</summary>
    public static IReadOnlyList<AttackVerdict> OfAttacks(
        IEnumerable<IScene> scenarios, Journal journal, IReadOnlyList<TimedFinding> findings) =>
        [.. scenarios.Where(s => s.ExpectedDetectors.Count > 0).Select(s => OfAttack(s, journal, findings))];

    /// <summary>Alarms about transactions that were honest. Victims and an attack's preparation do not count.</summary>
    public static IReadOnlyList<Accusation> Accusations(Journal journal, IReadOnlyList<TimedFinding> findings) =>
    [
        .. from timed in findings
           where timed.Finding.IsAlarm
           let played = timed.Finding.Transaction is { } hash ? journal.Find(hash) : null
           where played?.Role == TransactionRole.Honest
           select new Accusation(played, timed),
    ];

    private static AttackVerdict OfAttack(IScene scenario, Journal journal, IReadOnlyList<TimedFinding> findings)
    {
        Hash256[] transactions = [.. journal.Played
            .Where(p => p.Scenario == scenario.Name && p.Role == TransactionRole.Attack)
            .Select(p => p.Hash)];
        TimedFinding? alarm = findings.FirstOrDefault(f => f.Finding is { IsAlarm: true, Transaction: { } hash }
            && transactions.Contains(hash)
            && scenario.ExpectedDetectors.Contains(f.Finding.Detector));
        return new AttackVerdict(
            scenario.Name, transactions, scenario.ExpectedDetectors, scenario.LossWei, alarm);
    }
}
