using Cordon.Domain.Blocks;

namespace Cordon.Detection.Flows;

/// <summary>Tells whether a transaction ran on money borrowed within it.</summary>
public static class BorrowedMoney
{
    /// <summary>True for a flash loan, by interface or by shape:
    /// one asset left an account and came back in full.</summary>
    public static bool IsUsed(TransactionFlows flows)
    {
        if (flows.Block.FlashLoans.RangeOf(flows.Tx).Count > 0) return true;

        foreach (ref readonly Party party in flows.Parties)
        {
            if (party.IsInitiator || party.Account == AccountId.Zero || party.FirstFlow < 0) continue;
            ref readonly Flow flow = ref flows.Flows[party.FirstFlow];

            // A lender moves one asset and ends with a fee; a router that hands change back ends with nothing.
            if (flow.Next < 0 && flow.FirstOut >= 0 && flow.FirstOut < flow.LastIn && flow.In > flow.Out
                && flow.FirstIn > flow.FirstOut) return true;
        }

        return false;
    }
}
