using Cordon.Cli.Terminal;
using Cordon.Contracts;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Cli.Guardian;

/// <summary>Finds a contract's events from a block on, in pages of as many blocks as the node allows.</summary>
internal sealed class LogSearch(IRpcCaller node, SearchStart start, SearchProgress progress, TimeProvider time)
{
    private readonly ContractLogPages _pages = new(node, time, progress.Show);

    /// <summary>The first block that is searched.</summary>
    public ulong First => start.Block;

    /// <summary>The events, the oldest first.</summary>
    /// <param name="what">What is looked for, for a person.</param>
    /// <param name="topics">What each topic may be; none for anything.</param>
    /// <exception cref="CommandException">The search would begin behind the newest block.</exception>
    /// <exception cref="RpcException">The node failed.</exception>
    public async Task<IReadOnlyList<ContractLog>> FindAsync(
        string what, Address contract, IReadOnlyList<Hash256[]> topics, CancellationToken cancellation)
    {
        ulong head = await node.BlockNumberAsync(cancellation);
        if (start.Block > head)
        {
            throw CommandException.BadInput(
                $"{start.Source}: expected at most {head}, the newest block, found {start.Block}");
        }

        IReadOnlyList<ContractLog> found =
            await _pages.ReadAsync(what, contract, start.Block, head, topics, cancellation);
        progress.Clear();
        return found;
    }
}
