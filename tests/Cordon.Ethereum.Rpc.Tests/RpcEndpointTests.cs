using Cordon.Ethereum.Rpc;

namespace Cordon.Ethereum.Rpc.Tests;

public class RpcEndpointTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8545", RpcTransportKind.Http, "http://127.0.0.1:8545")]
    [InlineData("https://node.example/", RpcTransportKind.Http, "https://node.example")]
    [InlineData("https://node.example/v3/0123456789abcdef0123456789abcdef", RpcTransportKind.Http,
        "https://node.example/v3/***")]
    [InlineData("https://node.example/rpc?apikey=secret", RpcTransportKind.Http, "https://node.example/rpc?***")]
    [InlineData("https://user:secret@node.example:444/rpc", RpcTransportKind.Http,
        "https://***@node.example:444/rpc")]
    [InlineData("wss://node.example/ws/0123456789abcdef", RpcTransportKind.WebSocket, "wss://node.example/ws/***")]
    [InlineData("/var/lib/geth/geth.ipc", RpcTransportKind.Ipc, "/var/lib/geth/geth.ipc")]
    [InlineData("ipc:///run/node.sock", RpcTransportKind.Ipc, "/run/node.sock")]
    [InlineData("geth.ipc", RpcTransportKind.Ipc, "geth.ipc")]
    public void Reads_every_form_and_shows_it_without_credentials(string text, RpcTransportKind kind, string shown)
    {
        RpcEndpoint endpoint = RpcEndpoint.Parse(text);

        Assert.Equal((kind, shown), (endpoint.Kind, endpoint.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("localhost:8545")]
    [InlineData("ftp://node.example")]
    [InlineData("http://")]
    [InlineData("ipc://")]
    [InlineData("mainnet")]
    [InlineData("https://user:secret@/x y")]
    public void Refuses_anything_else_without_repeating_what_may_be_a_key(string text)
    {
        FormatException refused = Assert.Throws<FormatException>(() => RpcEndpoint.Parse(text));

        Assert.Equal(
            "The RPC endpoint cannot be read: expected http://HOST:PORT, https://…, ws://…, wss://… or the path of an "
            + "IPC socket such as /var/lib/geth/geth.ipc.",
            refused.Message);
    }

    [Theory]
    [InlineData("https://user:TOPSECRET@node.example/x")]
    [InlineData("wss://node.example/TOPSECRETTOPSECRET")]
    [InlineData("https://node.example/?k=TOPSECRET")]
    public async Task No_failure_shows_a_credential(string text)
    {
        // Port 1 of this machine refuses connections, so the failure is immediate.
        string local = text.Replace("node.example", "127.0.0.1:1", StringComparison.Ordinal);
        await using var client = new RpcClient(RpcEndpoint.Parse(local));

        RpcException failure = await Assert.ThrowsAsync<RpcException>(
            () => client.BlockNumberAsync(TestContext.Current.CancellationToken));

        Assert.Equal(RpcFailure.Connection, failure.Failure);
        Assert.DoesNotContain("TOPSECRET", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1", "cannot connect (connection refused)")]
    [InlineData("ws://127.0.0.1:1", "cannot connect (connection refused)")]
    [InlineData("/nowhere/node.ipc", "cannot connect (no such socket)")]
    public async Task A_node_that_is_not_there_is_named_with_what_to_check(string text, string what)
    {
        await using var client = new RpcClient(RpcEndpoint.Parse(text));

        RpcException failure = await Assert.ThrowsAsync<RpcException>(
            () => client.BlockNumberAsync(TestContext.Current.CancellationToken));

        Assert.Equal(
            $"eth_blockNumber at {text}: {what}. Check that the node is running and that address and port are right.",
            failure.Message);
    }
}
