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
        && GivesUnredeemed(flows, party) && !IsExplained(flows, party) && !IsPaidElsewhere(flows, party);

    /// <summary>Copies the accounts with such a loss;
    /// returns how many were found, which may be more than fit.</summary>
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

    // It gave something to somebody: not only burnt its own, nor paid out a share that a bystander gave up for it.
    private static bool GivesUnredeemed(TransactionFlows flows, in Party party)
    {
        for (int i = 0; i < flows.Movements.Length; i++)
        {
            ref readonly Movement given = ref flows.Movements[i];
            if (given.From != party.Account || given.To == AccountId.Zero) continue;
            if (!flows.TryFlow(party.Account, given.Asset, out Flow flow) || !flow.IsLoss) continue;
            if (flows.IsInitiator(given.To) || !IsRedeemed(flows, given)) return true;
        }

        return false;
    }

    private static bool IsRedeemed(TransactionFlows flows, in Movement given)
    {
        if (given.Call < 0) return false;
        CallTable calls = flows.Data.Calls;
        int frame = calls.Parent[given.Call];
        if (frame < 0) return false;
        foreach (ref readonly Movement burnt in flows.Movements)
        {
            if (burnt.From == given.To && burnt.To == AccountId.Zero && burnt.Asset != given.Asset
                && burnt.Call > frame && burnt.Call < calls.End[frame]) return true;
        }

        return false;
    }

    // Protocols keep each asset in a contract of its own: what one pays out, another was paid for, in the same call.
    private static bool IsPaidElsewhere(TransactionFlows flows, in Party party)
    {
        if (party.Received > 0) return false;
        CallTable calls = flows.Data.Calls;
        foreach (ref readonly Movement given in flows.Movements)
        {
            if (given.From != party.Account || !flows.IsInitiator(given.To)) continue;
            int entry = given.Call;
            while (entry >= 0 && !(calls.Kind[entry] == CallKind.Call && flows.IsInitiator(calls.From[entry])
                && !flows.IsInitiator(calls.Self[entry]))) entry = calls.Parent[entry];
            if (entry >= 0 && PaysSibling(flows, party, entry, given.Asset)) return true;
        }

        return false;
    }

    private static bool PaysSibling(TransactionFlows flows, in Party party, int entry, AccountId asset)
    {
        foreach (ref readonly Movement paid in flows.Movements)
        {
            if (paid.Call < entry || paid.Call >= flows.Data.Calls.End[entry] || paid.Asset == asset) continue;
            if (!flows.IsInitiator(paid.From) || flows.IsInitiator(paid.To) || paid.To == party.Account) continue;
            if (flows.TryParty(paid.To, out int row) && flows.Parties[row].Gains > 0 && flows.Parties[row].Losses == 0)
                return true;
        }

        return false;
    }

    private static bool IsExplained(TransactionFlows flows, in Party party)
    {
        foreach (ref readonly LiquidityChange change in flows.Block.Liquidity.OfTransaction(flows.Tx))
        {
            if (change.Pool == party.Account && !change.IsAdded) return true;
        }

        foreach (ref readonly Loan loan in flows.Block.Loans.OfTransaction(flows.Tx))
        {
            if (IsLendingStep(flows, party, loan)) return true;
        }

        return PaysCollectedFees(flows, party);
    }

    // A market pays out of what the account has with it; where that account is a bystander and the initiator keeps
    // the money, the step explains nothing.
    private static bool IsLendingStep(TransactionFlows flows, in Party party, in Loan loan)
    {
        if (loan.Kind is LoanKind.Deposit or LoanKind.Repay) return false;

        // A debt is a promise on what was put in; a borrower that is new and gave nothing has put in nothing.
        if (loan.Kind == LoanKind.Borrow && flows.IsFreeGain && flows.IsNewborn(loan.Account)) return false;
        if (loan.Kind == LoanKind.Liquidate
            && flows.TryFlow(party.Account, loan.CollateralAsset, out Flow seized) && seized.IsLoss) return true;

        bool isOwn = loan.Kind == LoanKind.Liquidate
            || flows.IsInitiator(loan.Account) || flows.IsInitiator(loan.Actor);
        if (!isOwn && flows.TryGain(loan.Asset, out AssetGain gain) && gain.IsGain) return false;
        return loan.Market == party.Account
            || (flows.TryFlow(party.Account, loan.Asset, out Flow lent) && lent.IsLoss && lent.Out >= loan.Amount);
    }

    private static bool PaysCollectedFees(TransactionFlows flows, in Party party)
    {
        CallTable calls = flows.Data.Calls;
        for (int call = flows.Calls.Start; call < flows.Calls.End; call++)
        {
            if (calls.Selector[call] == PublicEntry.PoolCollect && calls.Self[call] == party.Account
                && calls.Kind[call] == CallKind.Call) return true;
        }

        return false;
    }
}
