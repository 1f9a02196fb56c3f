using Cordon.Domain.Signals;

namespace Cordon.Engine.Pending;

/// <summary>What the watch has to say about one pending transaction, or about its own sight.</summary>
/// <param name="Transaction">Null where it says what cannot be seen from now on.</param>
/// <param name="Head">Number of the block on top of which it was run.</param>
/// <param name="Signals">What was found, with the pending transaction's hash and <c>"pending": true</c> in the
/// evidence; empty for a harmless one.</param>
public sealed record PendingVerdict(
    PendingTransaction? Transaction, ulong Head, IReadOnlyList<Signal> Signals, PendingTimings Timings)
{
    /// <summary>False where the node would not run it, so that silence means nothing.</summary>
    public bool WasSimulated { get; init; }

    /// <summary>How many unmined transactions of the same sender it was run on top of.</summary>
    public int Predecessors { get; init; }

    /// <summary>Whether all is said about the transaction. Where there is something to say before the invariants or the
    /// call tree are in, a verdict that is not complete says it at once, and one more follows that is.</summary>
    public bool IsComplete { get; init; } = true;

    /// <summary>Whether a verdict on the same transaction came before this one: <see cref="Signals"/> holds only what
    /// that one did not.</summary>
    public bool IsAmendment { get; init; }
}
