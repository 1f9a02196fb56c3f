using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts;

/// <summary>Two-token constant product pools (Uniswap V2 and its many forks): swaps.</summary>
/// <remarks>
/// By calls alone, what came in is what was sent to the pool; where its reserves before are known (from an earlier
/// call, or because the router asked), what it counted as received follows from the balances it read afterwards.
/// </remarks>
internal sealed class UniswapV2 : FactFamily
{
    public override void Register(SignatureTable calls, SignatureTable logs)
    {
        logs.Mean("Swap(address,uint256,uint256,uint256,uint256,address)", OnSwapLog);
        logs.Mean("Swap(address,address,uint256,uint256,uint256,uint256)", OnSwapLog);
        calls.Mean("swap(uint256,uint256,address,bytes)", OnSwapCall);
        calls.Mean("swap(uint256,uint256,address)", OnSwapCall);
    }

    private static void OnSwapLog(Extraction x, int log)
    {
        BlockData data = x.Data;
        if (data.Logs.TopicCount[log] != 3 || data.Logs.Data[log].ByteLength < 128) return;

        Trade trade = new(
            data.Logs.Address[log], x.FrameOfLog(log), log, data.TopicAccount(log, 2),
            data.DataWord(log, 0), data.DataWord(log, 1), data.DataWord(log, 2), data.DataWord(log, 3));
        Add(x, trade);
    }

    private static void OnSwapCall(Extraction x, int call)
    {
        BlockData data = x.Data;
        if (!x.ReadsCalls || !x.IsEntry(call) || x.IsCovered(call) || !data.HasArguments(call, 3)) return;
        if (x.IsForward(call) || !x.Calls.Output[call].IsEmpty) return;

        Add(x, new Trade(
            x.Calls.Self[call], call, -1, data.AccountArgument(call, 2),
            default, default, data.Argument(call, 0), data.Argument(call, 1)));
    }

    private static void Add(Extraction x, in Trade trade)
    {
        PoolReserves before = x.Reserves.Get(trade.Pool.Index);
        PoolReserves pool = PoolBalances.After(x, trade.Pool, trade.Call, before);
        bool gives0 = trade.Gives0;
        if (!TryTokens(x, trade, pool, gives0, out AccountId tokenIn, out AccountId tokenOut)) return;

        UInt256 amountOut = gives0 ? trade.Out0 : trade.Out1;
        UInt256 counted = gives0 ? trade.In1 : trade.In0;
        if (trade.Log < 0) counted = CountedByReserves(before, pool, gives0, trade);
        x.Cover(trade.Call);
        (AccountId poolId, int call, int log) = (trade.Pool, trade.Call, trade.Log);
        x.TakePayments(poolId, tokenOut, call, log, out UInt256 returned, out _);
        int payments = x.TakePayments(poolId, tokenIn, call, log, out UInt256 sent, out UInt256 arrived);
        PoolFlashLoans.OnSwap(x, poolId, call, log, tokenOut, amountOut, returned);
        if ((payments == 0 || arrived.IsZero) && counted.IsZero) return; // paid back in kind: a loan, not a trade

        ref Swap swap = ref SwapFlows.Add(x, SwapVenue.UniswapV2, trade.Pool, trade.Call, trade.Log);
        (swap.TokenIn, swap.TokenOut, swap.AmountOut, swap.Recipient) = (tokenIn, tokenOut, amountOut, trade.Recipient);
        bool isSentPlain = payments == 1 || (payments > 1 && (counted.IsZero || arrived == counted));
        swap.AmountIn = isSentPlain && sent >= counted ? sent : counted;
        swap.AmountReceived = counted.IsZero ? arrived : counted;
        if (!pool.HasReserves) return;

        (swap.ReserveIn, swap.ReserveOut) =
            gives0 ? (pool.Reserve1, pool.Reserve0) : (pool.Reserve0, pool.Reserve1);
    }

    private static bool TryTokens(
        Extraction x, in Trade trade, in PoolReserves pool, bool gives0, out AccountId tokenIn, out AccountId tokenOut)
    {
        (tokenIn, tokenOut) = gives0 ? (pool.Token1, pool.Token0) : (pool.Token0, pool.Token1);
        if (pool.HasTokens) return true;

        (tokenIn, tokenOut) = (AccountId.None, AccountId.None);
        UInt256 amountOut = gives0 ? trade.Out0 : trade.Out1;
        int payout = x.LastPayout(trade.Pool, amountOut, AccountId.None, trade.Call, trade.Log);
        if (payout < 0) return false;

        tokenOut = x.Facts.Transfers[payout].Asset;
        int payment = x.LastPayment(trade.Pool, AccountId.None, tokenOut, trade.Call, trade.Log);
        if (payment < 0) return false;

        tokenIn = x.Facts.Transfers[payment].Asset;
        return true;
    }

    private static UInt256 CountedByReserves(
        in PoolReserves before, in PoolReserves after, bool gives0, in Trade trade)
    {
        if (!before.HasReserves || !after.HasReserves) return default;

        UInt256 held = gives0 ? before.Reserve1 - trade.Out1 : before.Reserve0 - trade.Out0;
        UInt256 holds = gives0 ? after.Reserve1 : after.Reserve0;
        return holds > held ? holds - held : default;
    }

    /// <summary>What a pool says about a trade; by calls alone the amounts in are zero.</summary>
    private readonly record struct Trade(
        AccountId Pool, int Call, int Log, AccountId Recipient, UInt256 In0, UInt256 In1, UInt256 Out0, UInt256 Out1)
    {
        /// <summary>True where token 0 leaves on balance; dust of the other token may leave with it.</summary>
        public bool Gives0 => Out1.IsZero || (!Out0.IsZero && (Out0 > In0 && In1 > Out1));
    }
}
