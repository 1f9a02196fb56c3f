using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts;

/// <summary>Uniswap V4's pool manager: one contract, many pools told apart by their id.</summary>
/// <remarks>
/// The call names both currencies; the event adds id and price. Amounts are the swapper's: negative is paid.
/// </remarks>
internal sealed class UniswapV4 : FactFamily
{
    private const string SwapSignature =
        "swap((address,address,uint24,int24,address),(bool,int256,uint160),bytes)";

    private static readonly uint SwapSelector = (uint)SignatureTable.KeyOf(SwapSignature, isOfCalls: true);

    public override void Register(SignatureTable calls, SignatureTable logs)
    {
        logs.Mean("Swap(bytes32,address,int128,int128,uint160,uint128,int24,uint24)", OnSwapLog);
        calls.Mean(SwapSignature, OnSwapCall);
    }

    private static void OnSwapLog(Extraction x, int log)
    {
        BlockData data = x.Data;
        int call = x.FrameOfLog(log);
        if (call < 0 || x.Calls.Selector[call] != SwapSelector || !data.HasArguments(call, 2)) return;
        if (data.Logs.TopicCount[log] != 3 || data.Logs.Data[log].ByteLength < 96) return;

        Add(x, call, log, data.DataWord(log, 0), data.DataWord(log, 1), data.Topic(log, 1), data.DataWord(log, 2));
    }

    private static void OnSwapCall(Extraction x, int call)
    {
        if (!x.ReadsCalls || !x.IsEntry(call) || x.IsCovered(call) || !x.Data.HasArguments(call, 2)) return;
        if (x.Calls.Output[call].ByteLength != 32) return;

        (UInt256 amount0, UInt256 amount1) = Extraction.Halves(x.Data.Result(call, 0));
        Add(x, call, -1, amount0, amount1, default, default);
    }

    private static void Add(
        Extraction x, int call, int log, in UInt256 amount0, in UInt256 amount1, in UInt256 id, in UInt256 price)
    {
        if (amount0.IsNegative == amount1.IsNegative) return;

        AccountId token0 = Extraction.Coin(x.Data.AccountArgument(call, 0));
        AccountId token1 = Extraction.Coin(x.Data.AccountArgument(call, 1));
        bool takes0 = amount0.IsNegative;
        ref Swap swap = ref SwapFlows.Add(x, SwapVenue.UniswapV4, x.Calls.Self[call], call, log);
        (swap.TokenIn, swap.TokenOut) = takes0 ? (token0, token1) : (token1, token0);
        swap.AmountIn = swap.AmountReceived = Extraction.Magnitude(takes0 ? amount0 : amount1);
        swap.AmountOut = takes0 ? amount1 : amount0;
        (swap.Recipient, swap.PoolId, swap.SqrtPriceAfter) = (swap.Sender, id, price);
    }
}
