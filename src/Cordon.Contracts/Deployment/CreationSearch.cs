using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Contracts.Deployment;

/// <summary>Tells in which blocks a contract can have been created, from where its code was and was not.</summary>
internal sealed class CreationSearch(IRpcCaller node, TimeProvider time)
{
    /// <summary>A range that has the contract's creation and is no longer than wanted; as long as what the node could
    /// tell leaves it, where it does not have the state of old blocks.</summary>
    /// <param name="within">No code was there before the first block, and there is code at the last.</param>
    /// <param name="close">How many blocks are few enough.</param>
    /// <param name="guess">The block that it probably was, or one soon before; the range then begins there.</param>
    /// <exception cref="RpcException">The node cannot be asked.</exception>
    public async Task<(ulong First, ulong Last)> NarrowAsync(
        Address contract, (ulong First, ulong Last) within, ulong close, ulong? guess, CancellationToken cancellation)
    {
        (ulong first, ulong last) = within;
        while (last - first >= close && guess != first)
        {
            bool isGuess = guess > first && guess <= last;
            ulong at = isGuess ? guess!.Value - 1 : first + ((last - first) / 2);
            switch (await HasCodeAsync(contract, at, cancellation))
            {
                case null:
                    return (first, last);
                case true:
                    last = at;
                    break;
                case false:
                    first = at + 1;
                    if (isGuess) return (first, last);
                    break;
            }

            guess = null;
        }

        return (first, last);
    }

    /// <summary>Whether there was code at a block; null where the node does not have its state.</summary>
    /// <exception cref="RpcException">The node cannot be asked.</exception>
    public async Task<bool?> HasCodeAsync(Address contract, ulong block, CancellationToken cancellation)
    {
        Patience patience = new(time);
        while (true)
        {
            try
            {
                return (await node.GetCodeAsync(contract, block, cancellation)).Length > 0;
            }
            catch (RpcException busy) when (patience.Allows(busy))
            {
                await patience.WaitAsync(busy, cancellation);
            }
            catch (RpcException refused) when (refused.Failure is RpcFailure.NodeError or RpcFailure.HttpStatus)
            {
                return null; // old state is refused in many words, by some providers with a status of HTTP
            }
        }
    }
}
