using Cordon.Detection.Flows;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;

namespace Cordon.Detection.PriceManipulation;

/// <summary>Looks for a price that was moved, used and given back.</summary>
internal static class ManipulationSearch
{
    public static Manipulation Find(TransactionFlows flows)
    {
        Manipulation read = FindRead(flows);
        if (read.Shape != ManipulationShape.None) return read;
        Manipulation forced = FindForced(flows);
        return forced.Shape != ManipulationShape.None ? forced : FindRoundTrip(flows);
    }

    // Between the initiator's first move of a pool and now, a third contract looked at the pool and paid.
    private static Manipulation FindRead(TransactionFlows flows)
    {
        CallTable calls = flows.Data.Calls;
        if (!HasPool(flows)) return default;
        for (int entry = flows.Calls.Start + 1; entry < flows.Calls.End; entry++)
        {
            if (!IsEntry(flows, entry) || !PaysInitiator(flows, entry, AccountId.None)) continue;
            for (int call = entry + 1; call < calls.End[entry]; call++)
            {
                AccountId pool = PoolRead(flows, call);
                if (pool.IsNone || pool == calls.Self[entry] || !IsMovedBefore(flows, pool, entry)) continue;
                if (IsChangedWithin(flows, pool, entry) || !PaysInitiator(flows, entry, pool)) continue;
                return new Manipulation(ManipulationShape.ReadWhileMoved, pool, calls.Self[entry], call);
            }
        }

        return default;
    }

    private static Manipulation FindForced(TransactionFlows flows)
    {
        CallTable calls = flows.Data.Calls;
        for (int call = flows.Calls.Start + 1; call < flows.Calls.End; call++)
        {
            uint selector = calls.Selector[call];
            if (selector is not (PublicEntry.PairSync or PublicEntry.PairSkim)) continue;
            if (calls.Kind[call] != CallKind.Call || !calls.TookEffect(call)) continue;
            if (flows.IsInitiator(calls.Self[call])) continue;

            // Taking up a surplus that somebody left in a pair is honest; with borrowed money it was put there.
            if (selector == PublicEntry.PairSkim && !BorrowedMoney.IsUsed(flows)) continue;
            return new Manipulation(ManipulationShape.ForcedReserves, calls.Self[call], AccountId.None, call);
        }

        return default;
    }

    private static Manipulation FindRoundTrip(TransactionFlows flows)
    {
        bool counts = flows.IsFreeGain || BorrowedMoney.IsUsed(flows);
        if (!counts) return default;
        foreach (ref readonly Party party in flows.Parties)
        {
            if (party.TwoWay < 2 || party.IsInitiator || (party.Roles & Roles.Called) == Roles.None) continue;
            if (party.Account == AccountId.Zero || party.Gains + party.Losses == 0) continue;
            if (!HoldsReserves(flows, party)) continue;
            return new Manipulation(ManipulationShape.RoundTrip, party.Account, AccountId.None, -1);
        }

        return default;
    }

    // A pool pays one of its assets out before it receives any; a router only passes on what it got.
    private static bool HoldsReserves(TransactionFlows flows, in Party party)
    {
        int twoWay = 0;
        bool paysFirst = false;
        for (int row = party.FirstFlow; row >= 0; row = flows.Flows[row].Next)
        {
            ref readonly Flow flow = ref flows.Flows[row];
            if (flow.In.IsZero || flow.Out.IsZero || flow.Asset == party.Account) continue;
            twoWay++;
            paysFirst |= flow.FirstOut < flow.FirstIn;
        }

        return twoWay > 1 && paysFirst;
    }

    private static bool HasPool(TransactionFlows flows)
    {
        foreach (ref readonly Party party in flows.Parties)
        {
            if (IsPool(flows, party)) return true;
        }

        return false;
    }

    // It moved two assets, or lent one of them out of its reserves.
    private static bool IsPool(TransactionFlows flows, in Party party) =>
        !party.IsInitiator && party.Account != AccountId.Zero && party.FirstFlow >= 0
        && (flows.Flows[party.FirstFlow].Next >= 0
            || (party.TwoWay == 1 && flows.Flows[party.FirstFlow].FirstOut < flows.Flows[party.FirstFlow].FirstIn));

    private static bool IsEntry(TransactionFlows flows, int call)
    {
        CallTable calls = flows.Data.Calls;
        return calls.Kind[call] == CallKind.Call && calls.TookEffect(call) && calls.Selector[call] != 0
            && calls.Selector[call] != PublicEntry.PairSwap && !PublicEntry.IsRouter(calls.Selector[call])
            && flows.IsInitiator(calls.From[call]) && !flows.IsInitiator(calls.Self[call])
            && !IsSwap(flows, call) && !IsAsset(flows, calls.Self[call]);
    }

    private static bool IsSwap(TransactionFlows flows, int call)
    {
        foreach (ref readonly Swap swap in flows.Block.Swaps.OfTransaction(flows.Tx))
        {
            if (swap.Call == call) return true;
        }

        return false;
    }

    private static bool IsAsset(TransactionFlows flows, AccountId account)
    {
        foreach (ref readonly Movement movement in flows.Movements)
        {
            if (movement.Asset == account) return true;
        }

        return false;
    }

    // The pool that a static call asks, itself or through a token's balanceOf(pool).
    private static AccountId PoolRead(TransactionFlows flows, int call)
    {
        CallTable calls = flows.Data.Calls;
        if (calls.Kind[call] != CallKind.StaticCall || flows.IsInitiator(calls.From[call])) return AccountId.None;
        AccountId asked = calls.Selector[call] == PublicEntry.BalanceOf && flows.Data.HasArguments(call, 1)
            ? flows.Data.AccountArgument(call, 0)
            : calls.Self[call];
        return flows.TryParty(asked, out int row) && IsPool(flows, flows.Parties[row]) ? asked : AccountId.None;
    }

    private static bool IsMovedBefore(TransactionFlows flows, AccountId pool, int entry)
    {
        foreach (ref readonly Movement movement in flows.Movements)
        {
            if (movement.Call >= entry) return false;
            if (movement.Call >= 0 && (movement.From == pool || movement.To == pool)) return true;
        }

        return false;
    }

    private static bool IsChangedWithin(TransactionFlows flows, AccountId pool, int entry)
    {
        CallTable calls = flows.Data.Calls;
        for (int call = entry + 1; call < calls.End[entry]; call++)
        {
            if (calls.Kind[call] == CallKind.Call && calls.Self[call] == pool && calls.Selector[call] != 0) return true;
        }

        return false;
    }

    private static bool PaysInitiator(TransactionFlows flows, int entry, AccountId except)
    {
        CallTable calls = flows.Data.Calls;
        foreach (ref readonly Movement movement in flows.Movements)
        {
            if (movement.Call > entry && movement.Call < calls.End[entry] && flows.IsInitiator(movement.To)
                && !flows.IsInitiator(movement.From) && movement.From != except) return true;
        }

        return false;
    }
}
