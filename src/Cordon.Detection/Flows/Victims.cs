using Cordon.Domain.Blocks;

namespace Cordon.Detection.Flows;

/// <summary>Lists who was harmed in a transaction. Called only for a signal.</summary>
internal static class Victims
{
    private const int Max = 24;

    /// <summary>Those who lost without being paid, then other contracts the initiator dealt with that lost, then the
    /// code that these run; the given account first where there is one.</summary>
    public static List<AccountId> Of(TransactionFlows flows, AccountId first = default)
    {
        List<AccountId> found = [];
        if (first.Index > AccountId.Zero.Index) found.Add(first);
        AddWhere(flows, found, static (f, party) => UnexplainedLoss.IsIn(f, party));
        AddWhere(flows, found, static (_, party) => !party.IsInitiator && party.OnlyLost);
        AddWhere(flows, found, static (_, party) =>
            !party.IsInitiator && party.Losses > 0 && (party.Roles & Roles.Called) != Roles.None);
        AddEntries(flows, found);
        AddWhere(flows, found, static (_, party) =>
            !party.IsInitiator && party.TwoWay > 0 && (party.Roles & Roles.Called) != Roles.None);
        AddCode(flows, found);
        return found;
    }

    private static void AddWhere(
        TransactionFlows flows, List<AccountId> found, Func<TransactionFlows, Party, bool> isVictim)
    {
        foreach (Party party in flows.Parties.ToArray())
        {
            if (found.Count >= Max) return;
            if (party.Account.Index > AccountId.Zero.Index && isVictim(flows, party) && !found.Contains(party.Account))
                found.Add(party.Account);
        }
    }

    // Contracts that the initiator entered and out of which value came to it.
    private static void AddEntries(TransactionFlows flows, List<AccountId> found)
    {
        CallTable calls = flows.Data.Calls;
        foreach (Movement movement in flows.Movements.ToArray())
        {
            if (!flows.IsInitiator(movement.To) || flows.IsInitiator(movement.From)) continue;
            for (int call = movement.Call; call >= 0 && found.Count < Max; call = calls.Parent[call])
            {
                if (calls.Kind[call] != CallKind.Call || !flows.IsInitiator(calls.From[call])) continue;
                AccountId entered = calls.Self[call];
                if (!flows.IsInitiator(entered) && !found.Contains(entered) && !IsAsset(flows, entered))
                    found.Add(entered);
                break;
            }
        }
    }

    private static bool IsAsset(TransactionFlows flows, AccountId account)
    {
        foreach (ref readonly Flow flow in flows.Flows)
        {
            if (flow.Asset == account) return true;
        }

        return false;
    }

    // A proxy's fault lies in the code behind it: that contract is a subject too.
    private static void AddCode(TransactionFlows flows, List<AccountId> found)
    {
        CallTable calls = flows.Data.Calls;
        for (int call = flows.Calls.Start; call < flows.Calls.End && found.Count < 2 * Max; call++)
        {
            if (calls.Kind[call] != CallKind.DelegateCall || !found.Contains(calls.Self[call])) continue;
            if (!found.Contains(calls.To[call])) found.Add(calls.To[call]);
        }
    }
}
