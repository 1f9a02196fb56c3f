using Cordon.Ethereum.Rpc;

namespace Cordon.Arena.Scan.Tests.Demo;

/// <summary>Watches the arena's chain from outside, through its node alone: what the demo puts to the test.</summary>
public interface IArenaScanner
{
    /// <summary>
    /// Follows the node's chain from block <paramref name="first"/> and tells, for each block in order and as soon as
    /// it is inspected, what was found in it. Never ends by itself.
    /// </summary>
    IAsyncEnumerable<ScanStep> FollowAsync(RpcEndpoint node, ulong first, CancellationToken cancellation);
}
