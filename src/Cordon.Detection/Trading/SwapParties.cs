using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;

namespace Cordon.Detection.Trading;

/// <summary>Finds who really traded: routers call pools for others.</summary>
internal static class SwapParties
{
    /// <summary>Who sent the pool what it took in; the pool's caller where no transfer shows it.</summary>
    /// <remarks>Pools are paid before the trade (V2) or in it (V3), so the amount decides before the order.</remarks>
    public static AccountId Payer(BlockFacts block, in Swap swap)
    {
        ReadOnlySpan<Transfer> transfers = block.Transfers.OfTransaction(swap.Tx);
        int frameEnd = swap.Call < 0 ? int.MaxValue : block.Data.Calls.End[swap.Call];
        AccountId last = AccountId.None;
        for (int i = transfers.Length - 1; i >= 0; i--)
        {
            ref readonly Transfer transfer = ref transfers[i];
            if (transfer.To != swap.Pool || transfer.Asset != swap.TokenIn) continue;
            if (transfer.Call >= frameEnd) continue;
            if (transfer.Amount == swap.AmountIn) return transfer.From;
            if (last.IsNone) last = transfer.From;
        }

        return last.IsNone ? swap.Sender : last;
    }
}
