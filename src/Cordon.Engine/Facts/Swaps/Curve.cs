using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts;

/// <summary>
/// Curve's pools, plain, meta and crypto: coins are named by number, so transfers tell which they are.
/// </summary>
internal sealed class Curve : FactFamily
{
    private static readonly string[] Exchanges =
    [
        "exchange(int128,int128,uint256,uint256)",
        "exchange(int128,int128,uint256,uint256,address)",
        "exchange_underlying(int128,int128,uint256,uint256)",
        "exchange_underlying(int128,int128,uint256,uint256,address)",
        "exchange(uint256,uint256,uint256,uint256)",
        "exchange(uint256,uint256,uint256,uint256,bool)",
        "exchange(uint256,uint256,uint256,uint256,bool,address)",
        "exchange_underlying(uint256,uint256,uint256,uint256)",
        "exchange_underlying(uint256,uint256,uint256,uint256,address)",
        "exchange_received(int128,int128,uint256,uint256,address)",
        "exchange_received(uint256,uint256,uint256,uint256,address)",
        "exchange_extended(uint256,uint256,uint256,uint256,bool,address,address,bytes32)",
    ];

    private static readonly string[] Events =
    [
        "TokenExchange(address,int128,uint256,int128,uint256)",
        "TokenExchange(address,uint256,uint256,uint256,uint256)",
        "TokenExchange(address,uint256,uint256,uint256,uint256,uint256,uint256)",
        "TokenExchangeUnderlying(address,int128,uint256,int128,uint256)",
        "TokenExchangeUnderlying(address,uint256,uint256,uint256,uint256)",
    ];

    public override void Register(SignatureTable calls, SignatureTable logs)
    {
        foreach (string signature in Events) logs.Mean(signature, OnExchangeLog);
        foreach (string signature in Exchanges) calls.Mean(signature, OnExchangeCall);
    }

    private static void OnExchangeLog(Extraction x, int log)
    {
        if (!x.Data.TryWord(x.Logs.Data[log], 96, out UInt256 bought)) return;

        SwapFlows.TryAddLearnt(x, SwapVenue.Curve, x.Logs.Address[log], x.FrameOfLog(log), log,
            x.Data.DataWord(log, 1), bought);
    }

    private static void OnExchangeCall(Extraction x, int call)
    {
        if (!x.ReadsCalls || !x.IsEntry(call) || x.IsCovered(call) || !x.Data.HasArguments(call, 4)) return;
        if (x.IsForward(call)) return;

        // A router or a zap answers to the same names, but passes on what it is paid.
        SwapFlows.TryAddLearnt(x, SwapVenue.Curve, x.Calls.Self[call], call, -1,
            x.Data.Argument(call, 2), x.Data.Result(call, 0));
    }
}
