using Cordon.Ethereum;

namespace Cordon.Engine.Pending;

/// <summary>A transaction that waits for simulation, and its place among the others.</summary>
/// <param name="transaction">It.</param>
/// <param name="turn">Which turn of its sender it is, from zero.</param>
/// <param name="number">Later ones have higher numbers.</param>
/// <param name="baseFee">What a block takes per gas before its builder gets anything, in wei.</param>
internal sealed class QueuedTransaction(PendingTransaction transaction, int turn, long number, UInt256 baseFee)
{
    /// <summary>What goes first is less: earlier turns; within a turn what is more urgent; then calls of strangers
    /// before those of familiar contracts, what pays more, and what came first.</summary>
    public static IComparer<QueuedTransaction> Order { get; } = Comparer<QueuedTransaction>.Create(Compare);

    public PendingTransaction Transaction { get; } = transaction;

    /// <summary>Whether it calls a contract whose last calls were all quiet. It must be in no sorted set when this
    /// changes.</summary>
    public bool IsFamiliar { get; set; }

    /// <summary>Whether it was skipped at some time.</summary>
    public bool WasSkipped { get; set; }

    private int Turn { get; } = turn;

    // In wei, as a number whose last digits do not matter.
    private double Bid { get; } = (double)TipOf(transaction, baseFee) * transaction.Gas;

    private static int Compare(QueuedTransaction? one, QueuedTransaction? other)
    {
        if (one is null || other is null) return (one is null ? 0 : 1) - (other is null ? 0 : 1);
        int order = one.Turn.CompareTo(other.Turn);
        if (order == 0) order = one.Transaction.Rank.CompareTo(other.Transaction.Rank);
        if (order == 0) order = one.IsFamiliar.CompareTo(other.IsFamiliar);
        if (order == 0) order = other.Bid.CompareTo(one.Bid);
        return order == 0 ? one.Number.CompareTo(other.Number) : order;
    }

    private long Number { get; } = number;

    // What the builder gets per gas; nothing where the transaction does not even pay the base fee.
    private static UInt256 TipOf(PendingTransaction transaction, UInt256 baseFee)
    {
        UInt256 most = transaction.MaxFeePerGas ?? transaction.GasPrice ?? UInt256.Zero;
        UInt256 left = most > baseFee ? most - baseFee : UInt256.Zero;
        UInt256 wanted = transaction.MaxFeePerGas is null ? left : transaction.MaxPriorityFeePerGas ?? UInt256.Zero;
        return wanted < left ? wanted : left;
    }
}
