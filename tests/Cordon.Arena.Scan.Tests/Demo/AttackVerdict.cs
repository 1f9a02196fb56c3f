using Cordon.Ethereum;

namespace Cordon.Arena.Scan.Tests.Demo;

/// <summary>One played attack and the alarm that names it, if any.</summary>
/// <param name="Scenario">Name of the attack.</param>
/// <param name="Transactions">Its transactions, in the order they were sent.</param>
/// <param name="ExpectedDetectors">Detectors of which one had to speak.</param>
/// <param name="LossWei">What its victims lost, in wei of wrapped ether.</param>
/// <param name="Alarm">The first alarm of an expected detector about one of the transactions; null when missed.</param>
public sealed record AttackVerdict(
    string Scenario,
    IReadOnlyList<Hash256> Transactions,
    IReadOnlyList<string> ExpectedDetectors,
    UInt256 LossWei,
    TimedFinding? Alarm)
{
    public bool IsFound => Alarm is not null;
}
