using Cordon.Domain.Blocks;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Engine.Pending;

/// <summary>Finds the unmined transactions of a sender that must be mined before another of its transactions, and what
/// they change.</summary>
/// <remarks>One more question to the node for each new transaction of a chain of them: what the earlier ones change is
/// remembered for a head. Safe for several threads.</remarks>
internal sealed class Predecessors(
    SenderBook senders, SeenTransactions seen, NodeRunner runner, IRpcCaller node, BlindLog blind,
    PendingWatchOptions options)
{
    private const int StatesMax = 1_024;

    private readonly Lock _lock = new();
    private readonly BoundedMap<(Hash256 Head, Hash256 Last), PredecessorState> _states = new(StatesMax);

    /// <summary>What comes before a transaction on top of a head.</summary>
    /// <exception cref="RpcException">The node cannot be reached.</exception>
    public async ValueTask<PredecessorState> OfAsync(
        PendingTransaction transaction, BlockHeader head, CancellationToken cancellation)
    {
        PendingTransaction[] known = NotKnownMined(senders.Before(transaction));
        if (known.Length == 0) return PredecessorState.None;
        ulong mined = await node.GetTransactionCountAsync(transaction.From, "latest", cancellation);
        senders.ForgetBelow(transaction.From, mined);
        PendingTransaction[] before = [.. known.SkipWhile(earlier => earlier.Nonce < mined)];
        if (before.Length > options.PredecessorsMax)
        {
            blind.Report(new BlindReport("long chains of pending transactions",
                $"{transaction.From} has {before.Length} unmined before one, {options.PredecessorsMax} are run",
                ["what the later of them change"]));
            before = before[..options.PredecessorsMax];
        }

        PredecessorState state = PredecessorState.None;
        for (int count = 1; count <= before.Length; count++)
            state = await AfterAsync(state, before[..count], head, cancellation);
        return state;
    }

    // Before one that a block has there is none left, and the node need not be asked for the sender's nonce.
    private PendingTransaction[] NotKnownMined(IReadOnlyList<PendingTransaction> known)
    {
        int count = known.Count;
        while (count > 0 && !seen.IsMined(known[count - 1].Hash)) count--;
        return [.. known.Skip(count)];
    }

    private async Task<PredecessorState> AfterAsync(
        PredecessorState state, PendingTransaction[] chain, BlockHeader head, CancellationToken cancellation)
    {
        (Hash256, Hash256) key = (head.Hash, chain[^1].Hash);
        lock (_lock)
        {
            // The same last one may have stood on others before: one of them may have been replaced.
            if (_states.TryGet(key, out PredecessorState? known) && known.Holds(chain)) return known;
        }

        StateDiff? changes = state.Changes is null
            ? null
            : await runner.ChangesAsync(chain[^1], state.Changes, cancellation);
        var after = new PredecessorState(chain, changes);
        lock (_lock) _states.Put(key, after);
        return after;
    }
}
