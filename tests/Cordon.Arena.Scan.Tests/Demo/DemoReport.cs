namespace Cordon.Arena.Scan.Tests.Demo;

/// <summary>How the scanner did against what was played.</summary>
/// <param name="Seed">Plays the same story again.</param>
/// <param name="Blocks">Blocks on the chain.</param>
/// <param name="ScannedBlocks">Number of the last block the scanner told about; fewer than all means it lagged.</param>
/// <param name="Transactions">Transactions played, set-up included.</param>
/// <param name="HonestTransactions">Those that must not be accused.</param>
/// <param name="Attacks">Each attack with the alarm that names it.</param>
/// <param name="Accusations">Alarms about honest transactions.</param>
/// <param name="MedianDelay">Half of the blocks were done this long after their arrival.</param>
/// <param name="LongestDelay">And the slowest this long.</param>
public sealed record DemoReport(
    int Seed,
    ulong Blocks,
    ulong ScannedBlocks,
    int Transactions,
    int HonestTransactions,
    IReadOnlyList<AttackVerdict> Attacks,
    IReadOnlyList<Accusation> Accusations,
    TimeSpan MedianDelay,
    TimeSpan LongestDelay)
{
    /// <summary>Every attack found, nobody honest accused, and no block unread.</summary>
    public bool IsPassed => ScannedBlocks >= Blocks && Accusations.Count == 0 && Attacks.All(a => a.IsFound);
}
