using System.Diagnostics;
using System.Text;
using Cordon.Arena.Nodes;
using Cordon.Ethereum.Rpc;
using Cordon.Ethereum.Rpc.Subscriptions;

namespace Cordon.Arena.Tests;

public class AnvilNodeTests
{
    private static CancellationToken Cancellation => Anvil.Cancellation;

    [Fact]
    public async Task A_node_listens_on_its_own_port_and_is_gone_after_disposal()
    {
        AnvilNode first = await Anvil.StartAsync();
        await using AnvilNode second = await Anvil.StartAsync(new AnvilOptions { ChainId = 7 });
        int id = first.ProcessId;
        await using var client = new RpcClient(first.WebSocket);
        await using var other = new RpcClient(second.Http);

        Assert.Equal(31_337UL, await client.ChainIdAsync(Cancellation));
        Assert.Equal(7UL, await other.ChainIdAsync(Cancellation));

        await first.DisposeAsync();
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(id));
        await using var late = new RpcClient(first.Http);
        await Assert.ThrowsAsync<RpcException>(() => late.ChainIdAsync(Cancellation));
    }

    [Fact]
    public async Task A_node_ends_with_the_failure_of_what_is_built_around_it_and_lives_on_with_its_success()
    {
        int id = 0;
        var failure = new InvalidOperationException("half built");
        Exception thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => Anvil.StartAsync<string>(node =>
        {
            id = node.ProcessId;
            Assert.False(Process.GetProcessById(id).HasExited);
            throw failure;
        }));

        Assert.Same(failure, thrown);
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(id));

        await using AnvilNode built = await Anvil.StartAsync(Task.FromResult);
        Assert.False(Process.GetProcessById(built.ProcessId).HasExited);
    }

    [Fact]
    public async Task Blocks_are_made_only_when_asked_unless_a_block_time_is_given()
    {
        await using AnvilNode asked = await Anvil.StartAsync();
        await using AnvilNode timed = await Anvil.StartAsync(new AnvilOptions { BlockTimeSeconds = 1 });
        await using var askedClient = new RpcClient(asked.Http);
        await using var timedClient = new RpcClient(timed.WebSocket);

        await foreach (HeadNotice head in timedClient.SubscribeHeadsAsync(cancellation: Cancellation))
        {
            if (head.Header.Number >= 1) break;
        }

        Assert.Equal(0UL, await askedClient.BlockNumberAsync(Cancellation));
    }

    [Fact]
    public async Task The_chosen_rules_and_the_socket_are_served()
    {
        string folder = Directory.CreateTempSubdirectory("cordon-arena-").FullName;
        string socket = Path.Combine(folder, "node.ipc");
        try
        {
            await using AnvilNode node = await Anvil.StartAsync(
                new AnvilOptions { Hardfork = "shanghai", IpcPath = socket, TracesSteps = true });
            await using var client = new RpcClient(RpcEndpoint.Parse(socket));

            using RpcPayload info = await client.CallRawAsync(new RpcCall("anvil_nodeInfo"), Cancellation);
            Assert.Contains("shanghai", Encoding.UTF8.GetString(info.Json.Span), StringComparison.OrdinalIgnoreCase);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_node_that_cannot_start_is_an_error_with_its_own_words()
    {
        ArenaException e = await Assert.ThrowsAsync<ArenaException>(
            () => Anvil.StartAsync(new AnvilOptions { Hardfork = "no-such-rules" }));

        Assert.StartsWith("anvil ended before it listened:", e.Message);
        Assert.Contains("no-such-rules", e.Message);
    }

    [Fact]
    public async Task A_node_that_does_not_listen_in_time_is_ended_and_reported()
    {
        ArenaException e = await Assert.ThrowsAsync<ArenaException>(
            () => Anvil.StartAsync(new AnvilOptions { StartTimeout = TimeSpan.FromTicks(1) }));

        Assert.Contains("did not listen within", e.Message);
    }
}
