using Cordon.Detection.Flows;
using Cordon.Domain.Blocks;

namespace Cordon.Detection.AttackerProfit;

/// <summary>Recognises a transaction that does nothing but take: forwarder, agent, robbed contract, token.</summary>
/// <remarks>People claim for themselves, and keepers call a contract by a function of its own. Only who hides behind
/// contracts of his own passes his call on, by the same function, to one that takes, keeps, and does no more.</remarks>
internal static class TakenSearch
{
    private const int ChainMin = 4;

    public static bool IsTaken(TransactionFlows flows)
    {
        if (!IsChain(flows)) return false;

        AccountId loser = AccountId.None;
        AccountId taker = AccountId.None;
        foreach (ref readonly Party party in flows.Parties)
        {
            if (UnexplainedLoss.IsIn(flows, party))
            {
                if (!loser.IsNone) return false;
                loser = party.Account;
            }
            else if (party.Gains > 0)
            {
                if (!taker.IsNone || party.IsInitiator || (party.Roles & Roles.Caller) == Roles.None) return false;
                taker = party.Account;
            }
        }

        return !loser.IsNone && !taker.IsNone && IsForwarded(flows, taker) && CallsItself(flows, taker, loser);
    }

    // Every frame that could change anything is called by the one before it.
    private static bool IsChain(TransactionFlows flows)
    {
        CallTable calls = flows.Data.Calls;
        int last = -1;
        int length = 0;
        for (int call = flows.Calls.Start; call < flows.Calls.End; call++)
        {
            if (calls.Kind[call] == CallKind.StaticCall || !calls.TookEffect(call)) continue;
            if (calls.Parent[call] >= 0 && calls.Parent[call] != last) return false;
            last = call;
            if (calls.Kind[call] == CallKind.Call) length++;
        }

        return length >= ChainMin;
    }

    private static bool IsForwarded(TransactionFlows flows, AccountId taker)
    {
        CallTable calls = flows.Data.Calls;
        int root = flows.Calls.Start;
        for (int call = root + 1; call < flows.Calls.End; call++)
        {
            if (calls.Self[call] == taker && calls.From[call] == calls.Self[root]
                && calls.Selector[call] == calls.Selector[root]) return true;
        }

        return false;
    }

    private static bool CallsItself(TransactionFlows flows, AccountId taker, AccountId loser)
    {
        CallTable calls = flows.Data.Calls;
        for (int call = flows.Calls.Start; call < flows.Calls.End; call++)
        {
            if (calls.From[call] == taker && calls.Self[call] == loser && calls.Kind[call] == CallKind.Call)
                return true;
        }

        return false;
    }
}
