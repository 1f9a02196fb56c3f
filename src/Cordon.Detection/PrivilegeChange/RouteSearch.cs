using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Change = Cordon.Domain.Facts.PrivilegeChange;

namespace Cordon.Detection.PrivilegeChange;

/// <summary>Finds by which way a change was made.</summary>
internal static class RouteSearch
{
    private const uint SafeSelector = 0x6a761202; // execTransaction of Safe
    private const uint ModuleSelector = 0x468721a7; // execTransactionFromModule of Safe

    public static Route Of(BlockFacts block, in Change change)
    {
        foreach (ref readonly GovernanceAction action in block.Governance.OfTransaction(change.Tx))
        {
            if (action.Kind == GovernanceKind.Executed) return Route.Timelock;
        }

        CallTable calls = block.Data.Calls;
        for (int call = change.Call; call >= 0; call = calls.Parent[call])
        {
            if (calls.Selector[call] is SafeSelector or ModuleSelector) return Route.Multisig;
        }

        return change.Sender.IsNone || change.Sender == block.Data.Transactions.From[change.Tx]
            ? Route.Account : Route.Contract;
    }
}
