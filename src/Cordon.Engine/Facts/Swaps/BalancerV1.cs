using Cordon.Domain.Blocks;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts;

/// <summary>Balancer V1 pools and forks: swaps name their tokens and amounts themselves.</summary>
internal sealed class BalancerV1 : FactFamily
{
    public override void Register(SignatureTable calls, SignatureTable logs)
    {
        logs.Mean("LOG_SWAP(address,address,address,uint256,uint256)", OnSwapLog);
        calls.Mean("swapExactAmountIn(address,uint256,address,uint256,uint256)", OnExactIn);
        calls.Mean("swapExactAmountOut(address,uint256,address,uint256,uint256)", OnExactOut);
    }

    private static void OnSwapLog(Extraction x, int log)
    {
        BlockData data = x.Data;
        if (data.Logs.TopicCount[log] != 4 || !data.TryWord(data.Logs.Data[log], 32, out UInt256 amountOut)) return;

        SwapFlows.AddStated(x, Domain.Facts.SwapVenue.BalancerV1, data.Logs.Address[log], x.FrameOfLog(log), log,
            data.TopicAccount(log, 2), data.DataWord(log, 0), data.TopicAccount(log, 3), amountOut);
    }

    private static void OnExactIn(Extraction x, int call)
    {
        if (!IsSwap(x, call)) return;
        Add(x, call, x.Data.Argument(call, 1), x.Data.Result(call, 0));
    }

    private static void OnExactOut(Extraction x, int call)
    {
        if (!IsSwap(x, call)) return;
        Add(x, call, x.Data.Result(call, 0), x.Data.Argument(call, 3));
    }

    private static bool IsSwap(Extraction x, int call) =>
        x.ReadsCalls && x.IsEntry(call) && !x.IsCovered(call) && x.Data.HasArguments(call, 5)
        && x.Calls.Output[call].ByteLength == 64 && !x.IsForward(call);

    private static void Add(Extraction x, int call, in UInt256 amountIn, in UInt256 amountOut) =>
        SwapFlows.AddStated(x, Domain.Facts.SwapVenue.BalancerV1, x.Calls.Self[call], call, -1,
            x.Data.AccountArgument(call, 0), amountIn, x.Data.AccountArgument(call, 2), amountOut);
}
