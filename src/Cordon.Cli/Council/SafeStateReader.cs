using Cordon.Cli.Council.Decoding;
using Cordon.Cli.Terminal;
using Cordon.Contracts;
using Cordon.Ethereum;
using Cordon.Ethereum.Bindings;
using Cordon.Ethereum.Rpc;

namespace Cordon.Cli.Council;

/// <summary>Reads a Safe's owners, threshold and nonce at one block.</summary>
internal static class SafeStateReader
{
    /// <exception cref="CommandException">There is no Safe at the address.</exception>
    /// <exception cref="RpcException">The node cannot be asked.</exception>
    public static async Task<SafeState> ReadAsync(
        IRpcCaller node, CodeBook codes, Address safe, RpcParam block, CancellationToken cancellation)
    {
        ContractIdentity identity = await codes.IdentifyAsync(safe, cancellation);
        if (!identity.HasCode)
        {
            throw CommandException.BadInput(
                $"safe: there is no contract at {safe.ToChecksumString()} on this chain; is --rpc the right one?");
        }

        return new SafeState(
            safe,
            await AskAsync(node, safe, new Safe.VERSIONCall(), block, cancellation),
            identity.Contract == "Safe",
            await AskAsync(node, safe, new Safe.GetOwnersCall(), block, cancellation),
            await AskAsync(node, safe, new Safe.GetThresholdCall(), block, cancellation),
            await AskAsync(node, safe, new Safe.NonceCall(), block, cancellation),
            await AskAsync(node, safe, new Safe.DomainSeparatorCall(), block, cancellation));
    }

    private static async Task<T> AskAsync<T>(
        IRpcCaller node, Address safe, IContractCall<T> call, RpcParam block, CancellationToken cancellation)
    {
        try
        {
            byte[] answer = await node.CallAsync(safe, call.Encode(), block, cancellation);
            if (call.TryDecodeReturn(answer, out T value)) return value;
        }
        catch (RpcErrorException refused) when (refused.IsDeterministic || refused.IsHalt)
        {
            // Told below: a contract that reverts is no Safe either.
        }

        throw CommandException.BadInput(
            $"safe: the contract at {safe.ToChecksumString()} does not answer as a Safe does");
    }
}
