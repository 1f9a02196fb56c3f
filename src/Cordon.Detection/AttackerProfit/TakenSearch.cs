using Cordon.Detection.Flows;
using Cordon.Domain.Blocks;

namespace Cordon.Detection.AttackerProfit;

/// <summary>Recognises a transaction that does nothing but take: forwarder, agent, robbed contract, token.</summary>
/// <remarks>People claim for themselves and keepers do more than one thing; a contract behind a forwarder that takes
/// and keeps what another contract held, and does nothing else, is neither.</remarks>
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

        return !loser.IsNone && !taker.IsNone && CallsItself(flows, taker, loser);
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
