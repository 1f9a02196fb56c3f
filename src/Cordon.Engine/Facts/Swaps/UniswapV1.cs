using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts;

/// <summary>Uniswap V1's exchanges of one token against the native coin.</summary>
internal sealed class UniswapV1 : FactFamily
{
    private static readonly string[] Purchases =
    [
        "ethToTokenSwapInput(uint256,uint256)",
        "ethToTokenTransferInput(uint256,uint256,address)",
        "ethToTokenSwapOutput(uint256,uint256)",
        "ethToTokenTransferOutput(uint256,uint256,address)",
    ];

    private static readonly string[] Sales =
    [
        "tokenToEthSwapInput(uint256,uint256,uint256)",
        "tokenToEthTransferInput(uint256,uint256,uint256,address)",
        "tokenToEthSwapOutput(uint256,uint256,uint256)",
        "tokenToEthTransferOutput(uint256,uint256,uint256,address)",
        "tokenToTokenSwapInput(uint256,uint256,uint256,uint256,address)",
        "tokenToTokenTransferInput(uint256,uint256,uint256,uint256,address,address)",
        "tokenToTokenSwapOutput(uint256,uint256,uint256,uint256,address)",
        "tokenToTokenTransferOutput(uint256,uint256,uint256,uint256,address,address)",
    ];

    public override void Register(SignatureTable calls, SignatureTable logs)
    {
        logs.Mean("TokenPurchase(address,uint256,uint256)", static (x, log) => OnLog(x, log, isPurchase: true));
        logs.Mean("EthPurchase(address,uint256,uint256)", static (x, log) => OnLog(x, log, isPurchase: false));
        foreach (string signature in Purchases) calls.Mean(signature, static (x, call) => OnCall(x, call, true));
        foreach (string signature in Sales) calls.Mean(signature, static (x, call) => OnCall(x, call, false));
    }

    private static void OnLog(Extraction x, int log, bool isPurchase)
    {
        BlockData data = x.Data;
        if (data.Logs.TopicCount[log] != 4) return;

        AccountId exchange = data.Logs.Address[log];
        int call = x.FrameOfLog(log);
        UInt256 sold = data.Topic(log, 2), bought = data.Topic(log, 3);
        int moved = isPurchase
            ? x.LastPayout(exchange, bought, AccountId.Ether, call, log)
            : x.LastPayment(exchange, AccountId.None, AccountId.Ether, call, log);
        if (moved >= 0) Add(x, exchange, call, log, x.Facts.Transfers[moved].Asset, isPurchase, sold, bought);
    }

    // What is sent beyond the price of an exact purchase comes back within the frame.
    private static void OnCall(Extraction x, int call, bool isPurchase)
    {
        if (!x.ReadsCalls || !x.IsEntry(call) || x.IsCovered(call) || x.IsForward(call)) return;

        AccountId exchange = x.Calls.Self[call];
        int moved = isPurchase
            ? x.LastPayout(exchange, default, AccountId.Ether, call, -1)
            : x.LastPayment(exchange, AccountId.None, AccountId.Ether, call, -1);
        if (moved < 0) return;

        AccountId token = x.Facts.Transfers[moved].Asset;
        UInt256 sold = x.NetInflow(exchange, isPurchase ? AccountId.Ether : token, call);
        UInt256 bought = x.NetOutflow(exchange, isPurchase ? token : AccountId.Ether, call);
        if (sold.IsZero || bought.IsZero) return;

        Add(x, exchange, call, -1, token, isPurchase, sold, bought);
    }

    private static void Add(
        Extraction x, AccountId exchange, int call, int log, AccountId token, bool isPurchase,
        in UInt256 sold, in UInt256 bought) =>
        SwapFlows.AddStated(x, SwapVenue.UniswapV1, exchange, call, log,
            isPurchase ? AccountId.Ether : token, sold, isPurchase ? token : AccountId.Ether, bought);
}
