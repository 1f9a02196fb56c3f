using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Contracts.Deployment;

/// <summary>When a stake was created.</summary>
internal static class StakeCreation
{
    /// <summary>Number of the block, the same whichever run created it; null where nothing ever happened there.
    /// </summary>
    /// <param name="last">Up to which block to look; null for the newest.</param>
    /// <exception cref="RpcException">The node cannot be asked, or gives no logs.</exception>
    public static async Task<ulong?> FindAsync(
        IRpcCaller node, Address stake, ulong? last, CancellationToken cancellation)
    {
        // Its constructor gives it an owner.
        IReadOnlyList<ContractLog> owners = await ContractLog.ReadAsync(
            node, stake, 0, last, [[GuardianStake.OwnershipTransferredEvent.Topic]], cancellation);
        return owners.Count > 0 ? owners[0].Block : null;
    }
}
