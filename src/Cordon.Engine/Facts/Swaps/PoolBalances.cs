using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts;

/// <summary>Follows what two-token pools hold, through the block.</summary>
internal sealed class PoolBalances : FactFamily
{
    public override void Register(SignatureTable calls, SignatureTable logs)
    {
        logs.Mean("Sync(uint112,uint112)", OnSync);
        logs.Mean("Sync(uint256,uint256)", OnSync);
        calls.Mean("getReserves()", OnGetReserves);
        calls.Mean("sync()", OnSyncCall);
    }

    /// <summary>The pool's tokens and holdings at the end of its frame, remembered for the next.</summary>
    /// <param name="x">The transaction at hand.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="call">Its frame, -1 where only receipts are known.</param>
    /// <param name="before">What was known before.</param>
    public static PoolReserves After(Extraction x, AccountId pool, int call, in PoolReserves before)
    {
        if (call < 0 || (x.HasLogs && before.HasTokens)) return before; // logs: Sync has already said it

        PoolReserves after = x.OwnBalances(call);
        if (!after.HasTokens) return before with { HasReserves = x.HasLogs && before.HasReserves };

        if (x.HasLogs && before.HasReserves)
        {
            (after.Reserve0, after.Reserve1) = (before.Reserve0, before.Reserve1);
        }

        after.CountedUntil = x.Calls.End[call];
        x.Reserves.At(pool.Index) = after;
        return after;
    }

    /// <summary>The pool's two tokens, in their order: as seen before, as it counts them, or as they move.</summary>
    public static PoolReserves TokensOf(Extraction x, AccountId pool, int call)
    {
        ref PoolReserves known = ref x.Reserves.At(pool.Index);
        if (known.HasTokens) return known;

        PoolReserves counted = call >= 0 ? x.OwnBalances(call) : MovedTokens(x, pool);
        if (!counted.HasTokens) counted = MovedTokens(x, pool);
        (known.Token0, known.Token1, known.HasTokens) = (counted.Token0, counted.Token1, counted.HasTokens);
        return known;
    }

    // Such pools keep their tokens in the order of their addresses.
    private static PoolReserves MovedTokens(Extraction x, AccountId pool)
    {
        var tokens = new PoolReserves { Token0 = AccountId.None, Token1 = AccountId.None };
        foreach (ref readonly Transfer transfer in x.Transfers)
        {
            if ((transfer.From != pool && transfer.To != pool) || !Extraction.IsFungible(transfer.Kind)) continue;
            if (transfer.Asset == pool || transfer.Asset == AccountId.Ether) continue;
            if (tokens.Token0.IsNone || tokens.Token0 == transfer.Asset) tokens.Token0 = transfer.Asset;
            else if (tokens.Token1.IsNone || tokens.Token1 == transfer.Asset) tokens.Token1 = transfer.Asset;
            else return default;
        }

        if (tokens.Token1.IsNone) return default;
        if (x.Data.Accounts[tokens.Token0] > x.Data.Accounts[tokens.Token1])
        {
            (tokens.Token0, tokens.Token1) = (tokens.Token1, tokens.Token0);
        }

        tokens.HasTokens = true;
        return tokens;
    }

    private static void OnSync(Extraction x, int log)
    {
        if (!x.Data.TryWord(x.Logs.Data[log], 32, out UInt256 reserve1)) return;

        Set(x, x.Logs.Address[log], x.Data.DataWord(log, 0), reserve1);
    }

    private static void OnGetReserves(Extraction x, int call)
    {
        if (x.HasLogs || x.Calls.Output[call].ByteLength < 64) return;
        if (call < x.Reserves.Get(x.Calls.Self[call].Index).CountedUntil) return; // asked while a trade was under way

        Set(x, x.Calls.Self[call], x.Data.Result(call, 0), x.Data.Result(call, 1));
    }

    private static void OnSyncCall(Extraction x, int call)
    {
        if (x.HasLogs || !x.IsEntry(call)) return;

        AccountId pool = x.Calls.Self[call];
        After(x, pool, call, x.Reserves.Get(pool.Index));
    }

    private static void Set(Extraction x, AccountId pool, in UInt256 reserve0, in UInt256 reserve1)
    {
        ref PoolReserves known = ref x.Reserves.At(pool.Index);
        if (!known.HasTokens) (known.Token0, known.Token1) = (AccountId.None, AccountId.None);
        (known.Reserve0, known.Reserve1, known.HasReserves) = (reserve0, reserve1, true);
    }
}
