using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts;

/// <summary>Bancor's converters: one swap a hop, at the converter that makes it.</summary>
internal sealed class Bancor : FactFamily
{
    public override void Register(SignatureTable calls, SignatureTable logs)
    {
        logs.Mean("Conversion(address,address,address,uint256,uint256,int256)", OnConversion);
        logs.Mean("TokensTraded(bytes32,address,address,uint256,uint256,uint256,uint256,uint256,address)", OnTraded);
        calls.Mean("convert(address,address,uint256,address,address)", OnConvert);
        calls.Mean("convertInternal(address,address,uint256,uint256)", OnConvert);
    }

    private static void OnConversion(Extraction x, int log)
    {
        BlockData data = x.Data;
        if (data.Logs.TopicCount[log] != 4 || !data.TryWord(data.Logs.Data[log], 32, out UInt256 amountOut)) return;

        SwapFlows.AddStated(x, SwapVenue.Bancor, data.Logs.Address[log], x.FrameOfLog(log), log,
            data.TopicAccount(log, 1), data.DataWord(log, 0), data.TopicAccount(log, 2), amountOut);
    }

    // Version 3: context, source and target are indexed; then amounts in and out.
    private static void OnTraded(Extraction x, int log)
    {
        BlockData data = x.Data;
        if (data.Logs.TopicCount[log] != 4 || !data.TryWord(data.Logs.Data[log], 32, out UInt256 amountOut)) return;

        SwapFlows.AddStated(x, SwapVenue.Bancor, data.Logs.Address[log], x.FrameOfLog(log), log,
            data.TopicAccount(log, 2), data.DataWord(log, 0), data.TopicAccount(log, 3), amountOut);
    }

    private static void OnConvert(Extraction x, int call)
    {
        if (!x.ReadsCalls || !x.IsEntry(call) || x.IsCovered(call) || !x.Data.HasArguments(call, 4)) return;
        if (x.IsForward(call) || !x.Data.TryWord(x.Calls.Output[call], 0, out UInt256 amountOut)) return;

        SwapFlows.AddStated(x, SwapVenue.Bancor, x.Calls.Self[call], call, -1,
            x.Data.AccountArgument(call, 0), x.Data.Argument(call, 2), x.Data.AccountArgument(call, 1), amountOut);
    }
}
