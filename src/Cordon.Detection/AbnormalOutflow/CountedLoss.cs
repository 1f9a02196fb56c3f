using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Detection.AbnormalOutflow;

/// <summary>Finds contracts that count their own tokens in a transaction in which they lose many of them.</summary>
/// <remarks>Pools are left out: trades and withdrawals of liquidity are their business. Goes by the questions after
/// balances, of which there are far fewer than transfers; nothing is allocated.</remarks>
internal static class CountedLoss
{
    private const uint BalanceOfSelector = 0x70a08231; // balanceOf(address)

    /// <summary>The next such loss from a frame on; false after the last.</summary>
    public static bool TryNext(BlockFacts block, ref int call, int shareBpsMin, out BalanceDelta loss)
    {
        CallTable calls = block.Data.Calls;
        ReadOnlySpan<uint> selectors = calls.Selector.Span;
        while (selectors[call..].IndexOf(BalanceOfSelector) is var step and >= 0)
        {
            int asked = call + step;
            call = asked + 1;
            AccountId account = calls.From[asked];
            if (account.IsNone || !calls.TookEffect(asked) || block.Data.AccountArgument(asked, 0) != account) continue;
            if (!TryLoss(block, calls.Tx[asked], account, calls.Self[asked], out loss)) continue;
            if (IsFirst(block, asked) && !IsPool(block, loss) && IsShare(block, loss, shareBpsMin)) return true;
        }

        loss = default;
        return false;
    }

    private static bool TryLoss(BlockFacts block, int tx, AccountId account, AccountId token, out BalanceDelta loss)
    {
        foreach (ref readonly BalanceDelta delta in block.Balances.OfTransaction(tx))
        {
            if (delta.Account != account || delta.Asset != token || !delta.IsLoss) continue;
            loss = delta;
            return true;
        }

        loss = default;
        return false;
    }

    private static bool IsFirst(BlockFacts block, int asked)
    {
        CallTable calls = block.Data.Calls;
        for (int call = block.Data.Transactions.Calls[calls.Tx[asked]].Start; call < asked; call++)
        {
            if (calls.Selector[call] == BalanceOfSelector && calls.From[call] == calls.From[asked]
                && calls.Self[call] == calls.Self[asked] && calls.TookEffect(call)
                && block.Data.AccountArgument(call, 0) == calls.From[asked]) return false;
        }

        return true;
    }

    private static bool IsPool(BlockFacts block, in BalanceDelta loss)
    {
        foreach (ref readonly Swap swap in block.Swaps.OfTransaction(loss.Tx))
        {
            if (swap.Pool == loss.Account || swap.Holder == loss.Account || swap.Sender == loss.Account) return true;
        }

        foreach (ref readonly LiquidityChange change in block.Liquidity.OfTransaction(loss.Tx))
        {
            if (change.Pool == loss.Account) return true;
        }

        return false;
    }

    private static bool IsShare(BlockFacts block, in BalanceDelta loss, int shareBpsMin) =>
        Holdings.TryFind(block, loss.Tx, loss.Account, loss.Asset, out UInt256 held)
        && (double)loss.Magnitude * 10_000 >= (double)held * shareBpsMin;
}
