using Cordon.Detection.Flows;
using Cordon.Domain.Blocks;

namespace Cordon.Detection.Reentrancy;

/// <summary>Walks a transaction's call tree for a contract that is entered, or read,
/// while it is still running.</summary>
/// <remarks>Depth alone means nothing: what counts is that the initiator's own contract held control in between.
/// Each frame looks up its ancestors once: O(calls x depth).</remarks>
internal static class ReentrySearch
{
    /// <summary>Finds the first entry of the wanted kinds that the predicate lets through.</summary>
    public static bool TryFind(TransactionFlows flows, Func<TransactionFlows, Reentry, bool> counts, out Reentry found)
    {
        CallTable calls = flows.Data.Calls;
        for (int call = flows.Calls.Start + 2; call < flows.Calls.End; call++)
        {
            if (!calls.TookEffect(call) || calls.Depth[call] < 2 || calls.Selector[call] == 0) continue;

            bool isFound = calls.Kind[call] switch
            {
                CallKind.Call => TryReenter(flows, call, out found) || TryCross(flows, call, out found),
                CallKind.StaticCall => TryRead(flows, call, out found),
                _ => Fail(out found),
            };
            if (isFound && counts(flows, found)) return true;
        }

        return Fail(out found);
    }

    // call enters V; an ancestor frame of V is open, with a frame of the initiator's between the two.
    private static bool TryReenter(TransactionFlows flows, int call, out Reentry found)
    {
        CallTable calls = flows.Data.Calls;
        AccountId contract = calls.Self[call];
        if (flows.IsInitiator(contract) || contract == flows.Wrapper) return Fail(out found);

        bool throughInitiator = false;
        for (int frame = calls.Parent[call]; frame >= 0; frame = calls.Parent[frame])
        {
            if (calls.Self[frame] == contract && calls.Kind[frame] == CallKind.Call)
            {
                uint outer = calls.Selector[frame];
                if (!throughInitiator || outer == 0 || PublicEntry.IsTokenMove(outer)) return Fail(out found);
                ReentryKind kind = outer == calls.Selector[call]
                    ? ReentryKind.SameFunction : ReentryKind.CrossFunction;
                found = new Reentry(kind, contract, frame, call, contract);
                return true;
            }

            throughInitiator |= IsOwnCode(flows, frame);
        }

        return Fail(out found);
    }

    // A payment inside V's frame hands control to the initiator, who calls another contract that V works with.
    private static bool TryCross(TransactionFlows flows, int call, out Reentry found)
    {
        CallTable calls = flows.Data.Calls;
        int callback = calls.Parent[call];
        AccountId acting = calls.Self[call];
        if (callback < 0 || calls.Parent[callback] < 0 || flows.IsInitiator(acting)) return Fail(out found);
        if (!IsOwnCode(flows, callback) || !IsPayment(flows, callback)) return Fail(out found);

        int outer = OutermostOpen(flows, callback);
        if (outer < 0 || calls.Self[outer] == acting) return Fail(out found);

        AccountId contract = calls.Self[outer];
        found = new Reentry(ReentryKind.CrossContract, contract, outer, call, acting);
        return Works(flows, contract, acting, call);
    }

    // U, called by the initiator while V is open, reads V.
    private static bool TryRead(TransactionFlows flows, int call, out Reentry found)
    {
        CallTable calls = flows.Data.Calls;
        AccountId read = calls.Self[call];
        if (flows.IsInitiator(read) || flows.IsInitiator(calls.From[call])) return Fail(out found);

        int acting = -1;
        for (int frame = calls.Parent[call]; frame >= 0; frame = calls.Parent[frame])
        {
            bool isEntry = calls.Kind[frame] == CallKind.Call && flows.IsInitiator(calls.From[frame])
                && !flows.IsInitiator(calls.Self[frame]);
            if (!isEntry) continue;
            if (acting < 0)
            {
                if (calls.Self[frame] == read) return Fail(out found);
                acting = frame;
            }
            else if (calls.Self[frame] == read)
            {
                found = new Reentry(ReentryKind.ReadOnly, read, frame, call, calls.Self[acting]);

                // A pool that lends and is read meanwhile is a matter of its price, not of its books.
                return !PublicEntry.IsTokenMove(calls.Selector[frame]) && !PublicEntry.IsRouter(calls.Selector[frame])
                    && calls.Selector[frame] != PublicEntry.PairSwap && calls.Selector[acting] != PublicEntry.PairSwap;
            }
        }

        return Fail(out found);
    }

    private static bool IsOwnCode(TransactionFlows flows, int frame) =>
        flows.IsInitiator(flows.Data.Calls.Self[frame])
        && flows.Data.Calls.Kind[frame] == CallKind.Call
        && !PublicEntry.IsRouter(flows.Data.Calls.Selector[frame]);

    // Native coin received, or a hook called by a token.
    private static bool IsPayment(TransactionFlows flows, int callback)
    {
        CallTable calls = flows.Data.Calls;
        if (calls.Selector[callback] == 0) return !calls.Value[callback].IsZero;
        foreach (ref readonly Movement movement in flows.Movements)
        {
            if (movement.Asset == calls.From[callback]) return true;
        }

        return false;
    }

    private static int OutermostOpen(TransactionFlows flows, int frame)
    {
        CallTable calls = flows.Data.Calls;
        int outermost = -1;
        for (int up = calls.Parent[frame]; up >= 0; up = calls.Parent[up])
        {
            if (calls.Kind[up] == CallKind.Call && !flows.IsInitiator(calls.Self[up]) && calls.Selector[up] != 0
                && !PublicEntry.IsTokenMove(calls.Selector[up]) && !PublicEntry.IsRouter(calls.Selector[up]))
                outermost = up;
        }

        return outermost;
    }

    // Both called, or were called by, one another or a third contract before: they share books.
    private static bool Works(TransactionFlows flows, AccountId one, AccountId other, int before)
    {
        CallTable calls = flows.Data.Calls;
        for (int call = flows.Calls.Start; call < before; call++)
        {
            AccountId from = calls.From[call];
            AccountId to = calls.Self[call];
            if ((from == one && to == other) || (from == other && to == one)) return true;
        }

        return false;
    }

    private static bool Fail(out Reentry found)
    {
        found = default;
        return false;
    }
}
