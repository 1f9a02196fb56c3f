using Cordon.Ethereum.Rpc;

namespace Cordon.Ethereum.Bindings;

/// <summary>Typed calls without a transaction.</summary>
public static class ContractReads
{
    /// <summary>What a contract's function returns on the state of a block.</summary>
    /// <exception cref="RpcException">The node failed, the call reverts
    /// (<see cref="RpcErrorException"/>), or the answer is not of the call's return type
    /// (<see cref="RpcFailure.Implausible"/>): probably there is another contract, or none.</exception>
    public static async Task<T> ReadAsync<T>(
        this IRpcCaller node, Address contract, IContractCall<T> call, RpcParam block,
        CancellationToken cancellation = default)
    {
        byte[] data = await node.CallAsync(contract, call.Encode(), block, cancellation);
        return call.TryDecodeReturn(data, out T value)
            ? value
            : throw new RpcException(RpcFailure.Implausible, "eth_call", contract.ToString(),
                $"{data.Length} bytes are no answer to {call.GetType().Name}",
                "Check the configured address, or use another endpoint.");
    }
}
