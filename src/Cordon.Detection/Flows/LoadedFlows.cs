using Cordon.Domain.Facts;

namespace Cordon.Detection.Flows;

/// <summary>The flows of a transaction one at a time a thread.</summary>
internal static class LoadedFlows
{
    // Scratch only: what it holds is read again for every transaction, so its users stay pure.
    [ThreadStatic] private static TransactionFlows? _scratch;

    /// <summary>Reads a transaction's flows; null where it has no calls or moved nothing.</summary>
    public static TransactionFlows? Of(BlockFacts block, int tx)
    {
        TransactionFlows flows = _scratch ??= new TransactionFlows();
        return flows.TryLoad(block, tx) ? flows : null;
    }
}
