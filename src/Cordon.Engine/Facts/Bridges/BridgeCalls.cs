namespace Cordon.Engine.Facts;

/// <summary>Bridges by their calls, where logs are not known: what moved in the frame of a known entry point.</summary>
internal sealed class BridgeCalls : FactFamily
{
    private static readonly string[] Deposits =
    [
        "depositETHTo(address,uint32,bytes)",
        "depositERC20(address,address,uint256,uint32,bytes)",
        "depositERC20To(address,address,address,uint256,uint32,bytes)",
        "bridgeERC20(address,address,uint256,uint32,bytes)",
        "outboundTransfer(address,address,uint256,uint256,uint256,bytes)",
        "depositFor(address,address,bytes)",
        "depositEtherFor(address)",
        "depositERC20ForUser(address,address,uint256)",
        "lock(address,uint64,bytes,uint256)",
        "transferTokens(address,uint256,uint16,bytes32,uint256,uint32)",
        "wrapAndTransferETH(uint16,bytes32,uint256,uint32)",
        "anySwapOutUnderlying(address,address,uint256,uint256)",
        "send(address,uint256,uint32,bytes32,bool)",
    ];

    private static readonly string[] Releases =
    [
        "finalizeETHWithdrawal(address,address,uint256,bytes)",
        "finalizeERC20Withdrawal(address,address,address,address,uint256,bytes)",
        "finalizeBridgeERC20(address,address,address,address,uint256,bytes)",
        "finalizeInboundTransfer(address,address,address,uint256,bytes)",
        "withdrawERC20For(uint256,address,address,uint256,bytes)",
        "withdrawToken(uint256,address,uint256,bytes)",
        "completeTransfer(bytes)",
        "completeTransferAndUnwrapETH(bytes)",
        "handle(uint32,uint32,bytes32,bytes)",
        "unlock(bytes,bytes,uint64)",
        "unlock(uint256,address,address,uint256,bytes32)",
        "relay(bytes,bytes[],address[],uint256[])",
        "anySwapIn(bytes32,address,address,uint256,uint256)",
        "exitTokens(address,address,bytes)",
        "exitTokens(address,bytes,bytes)",
    ];

    public override void Register(SignatureTable calls, SignatureTable logs)
    {
        foreach (string signature in Deposits) calls.Mean(signature, static (x, call) => OnCall(x, call, false));
        foreach (string signature in Releases) calls.Mean(signature, static (x, call) => OnCall(x, call, true));
    }

    private static void OnCall(Extraction x, int call, bool isRelease)
    {
        if (!x.HasLogs && x.IsEntry(call) && !x.IsForward(call)) BridgeRows.AddFlows(x, call, isRelease);
    }
}
