using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;

namespace Cordon.Detection.Flows;

/// <summary>Tells a loss that honest use explains from one that it does not.</summary>
public static class UnexplainedLoss
{
    /// <summary>True where the account gave value, kept nothing for it, and no fact says why.</summary>
    /// <remarks>Explained are liquidity withdrawn and steps of a lending market: what was paid for them is kept in
    /// books that transfers do not show. The initiator's side and a token's own fee logic do not count.</remarks>
    public static bool IsIn(TransactionFlows flows, in Party party) =>
        party.OnlyLost && !party.IsInitiator && party.Account != AccountId.Zero && party.Account != flows.Data.Miner
        && !IsExplained(flows, party);

    /// <summary>Copies the accounts with such a loss; returns how many were found, which may be more than fit.</summary>
    public static int Find(TransactionFlows flows, Span<AccountId> accounts)
    {
        int found = 0;
        foreach (ref readonly Party party in flows.Parties)
        {
            if (!IsIn(flows, party)) continue;
            if (found < accounts.Length) accounts[found] = party.Account;
            found++;
        }

        return found;
    }

    private static bool IsExplained(TransactionFlows flows, in Party party)
    {
        foreach (ref readonly LiquidityChange change in flows.Block.Liquidity.OfTransaction(flows.Tx))
        {
            if (change.Pool == party.Account && !change.IsAdded) return true;
        }

        foreach (ref readonly Loan loan in flows.Block.Loans.OfTransaction(flows.Tx))
        {
            if (loan.Kind is LoanKind.Deposit or LoanKind.Repay) continue;
            if (loan.Market == party.Account) return true;
            if (flows.TryFlow(party.Account, loan.Asset, out Flow lent) && lent.IsLoss && lent.Out >= loan.Amount)
                return true;
            if (loan.Kind == LoanKind.Liquidate
                && flows.TryFlow(party.Account, loan.CollateralAsset, out Flow seized) && seized.IsLoss) return true;
        }

        return false;
    }
}
