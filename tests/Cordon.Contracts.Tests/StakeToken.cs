using Cordon.Arena.Bindings;
using Cordon.Arena.Deployment;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Contracts.Tests;

/// <summary>A token to stake, on a local chain.</summary>
internal static class StakeToken
{
    /// <summary>Deploys it; returns its address.</summary>
    /// <param name="banker">Pays, and can mint it.</param>
    public static async Task<Address> CreateAsync(
        RpcClient node, ulong chain, PrivateKey banker, CancellationToken stop)
    {
        ArenaBytecode code = await ArenaBytecode.LoadAsync(stop);
        SignedTransaction creation = new Transaction
        {
            ChainId = chain,
            GasLimit = 3_000_000,
            MaxFeePerGas = 100_000_000_000,
            Data = new TestToken.Deployment("Stake", "STK").Encode(code.Token),
        }.Sign(banker);
        Hash256 hash = await node.SendRawTransactionAsync(creation.Encode(), stop);
        while (true)
        {
            // Automatic mining is not done yet when the node answers.
            TransactionReceipt? receipt = await node.GetTransactionReceiptAsync(hash, stop);
            if (receipt is not null) return receipt.ContractAddress!.Value;
            using RpcPayload mined = await node.CallRawAsync(new RpcCall("evm_mine"), stop);
        }
    }
}
