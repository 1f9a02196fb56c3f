namespace Cordon.Engine.Pipeline;

/// <summary>How far a scan has come.</summary>
/// <param name="Blocks">Blocks delivered.</param>
/// <param name="Transactions">Transactions in them.</param>
/// <param name="Signals">Signals delivered, retractions not counted.</param>
/// <param name="Block">Number of the latest block.</param>
/// <param name="Elapsed">Time since the scan began.</param>
public readonly record struct ScanProgress(long Blocks, long Transactions, long Signals, ulong Block, TimeSpan Elapsed)
{
    public double TransactionsPerSecond => Elapsed > TimeSpan.Zero ? Transactions / Elapsed.TotalSeconds : 0;
}
