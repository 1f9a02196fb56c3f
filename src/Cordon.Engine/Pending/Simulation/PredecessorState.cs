namespace Cordon.Engine.Pending;

/// <summary>The transactions that are run before another one.</summary>
/// <param name="Transactions">In their order.</param>
/// <param name="Changes">What they change in the latest state; null where the node does not say.</param>
internal sealed record PredecessorState(IReadOnlyList<PendingTransaction> Transactions, StateDiff? Changes)
{
    public static PredecessorState None { get; } = new([], StateDiff.Empty);

    public bool Holds(IReadOnlyList<PendingTransaction> transactions) =>
        Transactions.Count == transactions.Count
        && Transactions.Zip(transactions).All(pair => pair.First.Hash == pair.Second.Hash);
}
