using Cordon.Cli.Council;
using Cordon.Contracts;
using Cordon.Contracts.Tests;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Council.Tests;

/// <summary>A node without <c>eth_simulateV1</c>: whether it would succeed is still known, and what is not is said.
/// </summary>
public class PoorNodeTests(CouncilChain chain) : IClassFixture<CouncilChain>
{
    [Fact]
    public async Task What_cannot_be_simulated_in_full_is_said_and_is_no_clean_answer()
    {
        CouncilReport overturn = await InspectAsync(new IncidentRegistry.OverturnCall(chain.QuorumIncident).Encode());

        Assert.True(overturn.Simulation.Succeeds);
        Assert.Empty(overturn.Simulation.Changes);
        Assert.Contains("no eth_simulateV1", overturn.Simulation.Unseen);
        Assert.False(overturn.IsClean);
    }

    [Fact]
    public async Task A_revert_is_explained_all_the_same()
    {
        CouncilReport nothing = await InspectAsync(new IncidentRegistry.OverturnCall(Hash256.Zero).Encode());

        Assert.False(nothing.Simulation.Succeeds);
        Assert.Contains("NoIncident", nothing.Simulation.Failure);
    }

    private Task<CouncilReport> InspectAsync(byte[] data)
    {
        CouncilInspector inspector = new(
            new PoorNode(chain.Chain.Node), new Dictionary<Address, string>(), new HashSet<Address>(),
            TimeProvider.System);
        SafeTransaction transaction = new() { Safe = chain.Plan.Council, To = chain.Plan.Registry, Data = data };
        return inspector.ProposedAsync(transaction, DeployChain.Stop);
    }

    private sealed class PoorNode(IRpcCaller node) : IRpcCaller
    {
        public Task<RpcPayload> CallRawAsync(RpcCall call, CancellationToken cancellation = default) =>
            node.CallRawAsync(call.Method == "eth_simulateV1" ? new RpcCall("eth_nothing") : call, cancellation);

        public Task<RpcBatch> CallBatchAsync(IReadOnlyList<RpcCall> calls, CancellationToken cancellation = default) =>
            node.CallBatchAsync(calls, cancellation);
    }
}
