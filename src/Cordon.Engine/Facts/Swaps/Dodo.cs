using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts;

/// <summary>DODO's pools, versions 1 and 2.</summary>
internal sealed class Dodo : FactFamily
{
    public override void Register(SignatureTable calls, SignatureTable logs)
    {
        logs.Mean("SellBaseToken(address,uint256,uint256)",
            static (x, log) => OnTrade(x, log, amountIn: 0, amountOut: 1));
        logs.Mean("BuyBaseToken(address,uint256,uint256)",
            static (x, log) => OnTrade(x, log, amountIn: 1, amountOut: 0));
        logs.Mean("DODOSwap(address,address,uint256,uint256,address,address)", OnSwapLog);

        calls.Mean("sellBaseToken(uint256,uint256,bytes)",
            static (x, call) => OnCall(x, call, x.Data.Argument(call, 0), x.Data.Result(call, 0)));
        calls.Mean("buyBaseToken(uint256,uint256,bytes)",
            static (x, call) => OnCall(x, call, x.Data.Result(call, 0), x.Data.Argument(call, 0)));
        calls.Mean("sellBase(address)", static (x, call) => OnCall(x, call, default, x.Data.Result(call, 0)));
        calls.Mean("sellQuote(address)", static (x, call) => OnCall(x, call, default, x.Data.Result(call, 0)));
    }

    private static void OnTrade(Extraction x, int log, int amountIn, int amountOut)
    {
        if (!x.Data.TryWord(x.Logs.Data[log], 32, out _)) return;

        SwapFlows.TryAddLearnt(x, SwapVenue.Dodo, x.Logs.Address[log], x.FrameOfLog(log), log,
            x.Data.DataWord(log, amountIn), x.Data.DataWord(log, amountOut));
    }

    private static void OnSwapLog(Extraction x, int log)
    {
        BlockData data = x.Data;
        if (!data.TryWord(data.Logs.Data[log], 160, out _)) return;

        ref Swap swap = ref SwapFlows.AddStated(
            x, SwapVenue.Dodo, data.Logs.Address[log], x.FrameOfLog(log), log,
            data.DataAccount(log, 0), data.DataWord(log, 2), data.DataAccount(log, 1), data.DataWord(log, 3));
        swap.Recipient = data.DataAccount(log, 5);
    }

    private static void OnCall(Extraction x, int call, in UInt256 amountIn, in UInt256 amountOut)
    {
        if (!x.ReadsCalls || !x.IsEntry(call) || x.IsCovered(call) || x.IsForward(call)) return;
        if (!x.Data.HasArguments(call, 1) || x.Calls.Output[call].ByteLength != 32) return;

        SwapFlows.TryAddLearnt(x, SwapVenue.Dodo, x.Calls.Self[call], call, -1, amountIn, amountOut);
    }
}
