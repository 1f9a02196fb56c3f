using System.Security.Cryptography;
using Cordon.Arena.Chain;
using Cordon.Arena.Nodes;
using Cordon.Arena.Scenes;
using Cordon.Ethereum;
using Cordon.Ethereum.Bindings;
using Cordon.Ethereum.Rpc;

namespace Cordon.Arena.Tests;

/// <summary>A node with everything deployed, for one test. Skips the test where the npm packages are missing.</summary>
internal sealed class Arena : IAsyncDisposable
{
    private readonly AnvilNode _node;

    private Arena(AnvilNode node, RpcClient client, Stage stage) => (_node, Client, Stage) = (node, client, stage);

    public RpcClient Client { get; }

    public Stage Stage { get; }

    public Journal Journal => Stage.Chain.Journal;

    public static async Task<Arena> BuildAsync(ITestOutputHelper output, int traderCount = 3)
    {
        int seed = RandomNumberGenerator.GetInt32(int.MaxValue);
        output.WriteLine($"seed {seed}");
        return await Anvil.StartAsync(async node =>
        {
            var client = new RpcClient(node.Http);
            var chain = new LocalChain(client, chainId: 31_337, new Journal());
            return new Arena(node, client, await Stage.BuildAsync(chain, seed, traderCount, Anvil.Cancellation));
        });
    }

    public Task<UInt256> BalanceAsync(Address token, Address owner) =>
        Balance.OfAsync(Stage, token, owner, Anvil.Cancellation);

    public Task<T> ReadAsync<T>(Address to, IContractCall<T> call) =>
        Stage.Chain.ReadAsync(to, call, Anvil.Cancellation);

    public async ValueTask DisposeAsync()
    {
        Stage.Dispose();
        await Client.DisposeAsync();
        await _node.DisposeAsync();
    }
}
