using Cordon.Ethereum.Rpc;

namespace Cordon.Engine.Pending;

/// <summary>One transaction to examine.</summary>
/// <param name="Transaction">The transaction.</param>
/// <param name="IsAgain">Whether it was examined before, and something comes before it that was not known then.</param>
/// <param name="Before">What is run before it.</param>
/// <param name="Head">The latest block.</param>
/// <param name="TakenAt">When it left the queue.</param>
/// <param name="Deliver">Given the first verdict where there is something to say before everything is known.</param>
internal sealed record PendingTask(
    PendingTransaction Transaction, bool IsAgain, PredecessorState Before, BlockHeader Head, long TakenAt,
    Action<PendingVerdict> Deliver);
