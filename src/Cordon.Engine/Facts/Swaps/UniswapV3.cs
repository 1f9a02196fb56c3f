using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts;

/// <summary>Concentrated liquidity pools (Uniswap V3, PancakeSwap V3, Algebra): swaps.</summary>
/// <remarks>
/// The pool counts its holdings of the token that comes in, which names it; the other is what leaves.
/// </remarks>
internal sealed class UniswapV3 : FactFamily
{
    public override void Register(SignatureTable calls, SignatureTable logs)
    {
        logs.Mean("Swap(address,address,int256,int256,uint160,uint128,int24)", OnSwapLog);
        logs.Mean("Swap(address,address,int256,int256,uint160,uint128,int24,uint128,uint128)", OnSwapLog);
        calls.Mean("swap(address,bool,int256,uint160,bytes)", OnSwapCall);
    }

    private static void OnSwapLog(Extraction x, int log)
    {
        BlockData data = x.Data;
        if (data.Logs.TopicCount[log] != 3 || !data.TryWord(data.Logs.Data[log], 64, out UInt256 price)) return;

        Add(x, data.Logs.Address[log], x.FrameOfLog(log), log, data.TopicAccount(log, 2),
            data.DataWord(log, 0), data.DataWord(log, 1), price);
    }

    private static void OnSwapCall(Extraction x, int call)
    {
        BlockData data = x.Data;
        if (!x.ReadsCalls || !x.IsEntry(call) || x.IsCovered(call) || x.IsForward(call)) return;
        if (x.Calls.Output[call].ByteLength != 64) return;

        Add(x, x.Calls.Self[call], call, -1, data.AccountArgument(call, 0),
            data.Result(call, 0), data.Result(call, 1), default);
    }

    private static void Add(
        Extraction x, AccountId pool, int call, int log, AccountId recipient,
        in UInt256 amount0, in UInt256 amount1, in UInt256 price)
    {
        bool takes0 = amount1.IsNegative || (!amount0.IsNegative && !amount0.IsZero);
        UInt256 amountIn = takes0 ? amount0 : amount1;
        if (amountIn.IsNegative || (amountIn.IsZero && amount0.IsZero && amount1.IsZero)) return;

        UInt256 amountOut = Extraction.Magnitude(takes0 ? amount1 : amount0);
        PoolReserves counted = call >= 0 ? x.OwnBalances(call) : default;
        ref PoolReserves known = ref x.Reserves.At(pool.Index);
        (AccountId first, AccountId second) =
            known.HasTokens ? (known.Token0, known.Token1) : (AccountId.None, AccountId.None);
        AccountId tokenIn = call >= 0 ? counted.Token0 : AccountId.None;
        AccountId tokenOut = takes0 ? second : first;
        if (tokenOut.IsNone) tokenOut = PaidToken(x, pool, amountOut, tokenIn, call, log);
        if (tokenIn.IsNone) tokenIn = takes0 ? first : second;
        if (tokenIn.IsNone) tokenIn = ReceivedToken(x, pool, amountIn, tokenOut, call, log);
        if (tokenIn.IsNone || tokenOut.IsNone) return;

        (known.Token0, known.Token1) = takes0 ? (tokenIn, tokenOut) : (tokenOut, tokenIn);
        known.HasTokens = true;
        int payments = x.TakePayments(pool, tokenIn, call, log, out UInt256 sent, out _);
        ref Swap swap = ref SwapFlows.Add(x, SwapVenue.UniswapV3, pool, call, log);
        (swap.TokenIn, swap.TokenOut, swap.AmountOut) = (tokenIn, tokenOut, amountOut);
        swap.AmountIn = payments == 1 && sent > amountIn ? sent : amountIn; // a careless payer pays too much
        (swap.AmountReceived, swap.Recipient, swap.SqrtPriceAfter) = (amountIn, recipient, price);
        if (call >= 0 && counted.Token0 == tokenIn) swap.ReserveIn = counted.Reserve0;
    }

    private static AccountId PaidToken(
        Extraction x, AccountId pool, in UInt256 amount, AccountId except, int call, int log)
    {
        int payout = amount.IsZero ? -1 : x.LastPayout(pool, amount, except, call, log);
        return payout < 0 ? AccountId.None : x.Facts.Transfers[payout].Asset;
    }

    private static AccountId ReceivedToken(
        Extraction x, AccountId pool, in UInt256 amount, AccountId except, int call, int log)
    {
        int payment = x.PaymentOf(pool, amount, except, call, log);
        return payment < 0 ? AccountId.None : x.Facts.Transfers[payment].Asset;
    }
}
