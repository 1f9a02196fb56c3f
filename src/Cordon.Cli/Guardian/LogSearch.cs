using Cordon.Contracts;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Cli.Guardian;

/// <summary>Finds a contract's events in the latest blocks.</summary>
/// <param name="blocks">How many blocks back.</param>
internal sealed class LogSearch(IRpcCaller node, ulong blocks)
{
    private const ulong BlocksPerCall = 2_000; // what every provider allows

    /// <summary>The events, the oldest first.</summary>
    /// <param name="topics">What each topic must be; null for anything.</param>
    /// <exception cref="RpcException">The node failed.</exception>
    public async Task<IReadOnlyList<ContractLog>> FindAsync(
        Address contract, IReadOnlyList<Hash256?> topics, CancellationToken cancellation)
    {
        ulong head = await node.BlockNumberAsync(cancellation);
        List<ContractLog> found = [];
        for (ulong from = head - Math.Min(head, blocks); from <= head; from += BlocksPerCall)
        {
            ulong to = Math.Min(head, from + BlocksPerCall - 1);
            found.AddRange(await ContractLog.ReadAsync(node, contract, from, to, topics, cancellation));
        }

        return found;
    }
}
