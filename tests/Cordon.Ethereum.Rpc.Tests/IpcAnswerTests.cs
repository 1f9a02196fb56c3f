using System.Text;
using Cordon.Ethereum.Rpc;
using Cordon.Ethereum.Rpc.Subscriptions;

namespace Cordon.Ethereum.Rpc.Tests;

/// <summary>What may come over a socket: pieces, several messages at once, strangers' messages, and nonsense.</summary>
public class IpcAnswerTests
{
    private const string Head = """{"number":"0x7","hash":"$hash","parentHash":null}""";

    private static readonly string Hash = Hash256.Zero.ToString();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Messages_for_nobody_are_passed_over()
    {
        await using ScriptedNode node = ScriptedNode.Ipc(request => Utf8(
            """{"method":"eth_subscription","params":{"subscription":"0x9","result":"not mine"}}"""
            + """ {"id":4711,"result":"somebody else's"} """
            + $$"""{"id":{{ScriptedNode.IdOf(request)}},"result":"0x1"}"""));
        await using RpcClient client = node.Client();

        for (int i = 0; i < 3; i++) Assert.Equal(1ul, await client.ChainIdAsync(Cancellation));

        Assert.Equal(1, node.Connections);
    }

    [Fact]
    public async Task An_answer_without_an_id_belongs_to_the_request_that_the_node_could_not_read()
    {
        await using ScriptedNode node = ScriptedNode.Ipc(
            _ => Utf8("""{"id":null,"error":{"code":-32700,"message":"parse error"}}"""));
        await using RpcClient client = node.Client();

        RpcErrorException failure = await Assert.ThrowsAsync<RpcErrorException>(
            () => client.ChainIdAsync(Cancellation));

        Assert.Equal(-32700, failure.Code);
    }

    [Theory]
    [InlineData("}", "the stream is not JSON (byte 0: a bracket closes that none opened)")]
    [InlineData("{]", "a message is not JSON-RPC (")]
    [InlineData("[7]", "a message is not JSON-RPC (")]
    public async Task Nonsense_ends_the_connection_and_the_next_call_opens_another(string nonsense, string what)
    {
        int asked = 0;
        await using ScriptedNode node = ScriptedNode.Ipc(request => Utf8(
            asked++ == 0 ? nonsense : $$"""{"id":{{ScriptedNode.IdOf(request)}},"result":"0x1"}"""));
        await using RpcClient client = node.Client(Hasty);

        RpcException failure = await Assert.ThrowsAsync<RpcException>(() => client.ChainIdAsync(Cancellation));

        Assert.Equal(RpcFailure.NotJsonRpc, failure.Failure);
        Assert.Contains(what, failure.What, StringComparison.Ordinal);
        Assert.Equal(1ul, await client.ChainIdAsync(Cancellation));
        Assert.Equal(2, node.Connections);
    }

    [Fact]
    public async Task Every_call_in_flight_fails_with_its_own_name_when_the_connection_ends()
    {
        using var bothSent = new CountdownEvent(2);
        await using ScriptedNode node = ScriptedNode.Ipc(request =>
        {
            // Two requests may arrive as one piece.
            int calls = request.Split("\"method\"").Length - 1;
            bothSent.Signal(calls);
            return bothSent.IsSet ? null : [];
        });
        await using RpcClient client = node.Client();

        Task<ulong> chain = client.ChainIdAsync(Cancellation), head = client.BlockNumberAsync(Cancellation);

        RpcException one = await Assert.ThrowsAsync<RpcException>(() => chain);
        RpcException two = await Assert.ThrowsAsync<RpcException>(() => head);
        Assert.Equal(("eth_chainId", "eth_blockNumber"), (one.Method, two.Method));
        Assert.Equal((RpcFailure.Connection, RpcFailure.Connection), (one.Failure, two.Failure));
    }

    [Fact]
    public async Task The_pause_before_connecting_again_doubles_up_to_its_limit_while_the_node_drops_connections()
    {
        var time = new ManualTime();
        await using ScriptedNode node = ScriptedNode.Ipc(_ => null); // accepts, and hangs up at the first word
        await using RpcClient client = node.Client(new RpcClientOptions
        {
            ReconnectDelay = TimeSpan.FromSeconds(1),
            ReconnectDelayMax = TimeSpan.FromSeconds(3),
            Timeout = TimeSpan.FromHours(1),
        }, time);

        await Assert.ThrowsAsync<RpcException>(() => client.ChainIdAsync(Cancellation));
        foreach (double seconds in new[] { 1, 2, 3, 3 })
        {
            Task<ulong> call = client.ChainIdAsync(Cancellation);
            TimeSpan pause = TimeSpan.FromSeconds(seconds);
            await time.WaitForSleeperAsync(pause, pause, Cancellation);
            time.Advance(pause);
            await Assert.ThrowsAsync<RpcException>(() => call);
        }

        Assert.Equal(5, node.Connections);
    }

    [Fact]
    public async Task A_reader_that_leaves_unsubscribes()
    {
        await using ScriptedNode node = Announcing(Head.Replace("$hash", Hash, StringComparison.Ordinal));
        await using RpcClient client = node.Client();

        await foreach (HeadNotice notice in client.SubscribeHeadsAsync(cancellation: Cancellation))
        {
            Assert.Equal(7ul, notice.Header.Number);
            break;
        }

        Assert.Equal(
            """{"jsonrpc":"2.0","id":2,"method":"eth_unsubscribe","params":["0xcd"]}""", node.Requests.Last());
    }

    [Fact]
    public async Task Heads_that_go_back_miss_nothing_and_heads_that_skip_say_from_where()
    {
        ulong[] numbers = [7, 8, 8, 7, 8, 11, 10, 12];
        await using ScriptedNode node = ScriptedNode.Ipc(request => Granted(request, "0xcd", [.. numbers.Select(
            number => Head.Replace("0x7", $"0x{number:x}", StringComparison.Ordinal)
                .Replace("$hash", Hash, StringComparison.Ordinal))]));
        await using RpcClient client = node.Client();
        var missed = new List<ulong?>();

        await foreach (HeadNotice notice in client.SubscribeHeadsAsync(cancellation: Cancellation))
        {
            missed.Add(notice.MissedFrom);
            if (missed.Count == numbers.Length) break;
        }

        Assert.Equal([null, null, null, null, null, 9, null, 11], missed);
    }

    [Theory]
    [InlineData("{}", "number: missing from the block")]
    [InlineData("{\"number\":\"0x1\"}", "hash: missing from the block")]
    [InlineData("7", "expected")]
    public async Task An_announced_head_that_is_none_is_the_nodes_failure(string head, string what)
    {
        await using ScriptedNode node = Announcing(head);
        await using RpcClient client = node.Client();

        RpcException failure = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            await foreach (HeadNotice _ in client.SubscribeHeadsAsync(cancellation: Cancellation))
                Assert.Fail("it is no head");
        });

        Assert.Equal((RpcFailure.Implausible, "newHeads"), (failure.Failure, failure.Method));
        Assert.Contains(what, failure.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_subscription_that_the_node_refuses_is_refused_to_the_reader()
    {
        await using ScriptedNode node = ScriptedNode.Ipc(request => Utf8(
            $$$"""{"id":{{{ScriptedNode.IdOf(request)}}},"error":{"code":-32601,"message":"no such thing"}}"""));
        await using RpcClient client = node.Client();

        RpcErrorException failure = await Assert.ThrowsAsync<RpcErrorException>(async () =>
        {
            await foreach (RpcNotification _ in client.SubscribeAsync(["newHeads"], cancellation: Cancellation))
                Assert.Fail();
        });

        Assert.Equal(("eth_subscribe", true), (failure.Method, failure.IsMethodMissing));
    }

    [Fact]
    public async Task A_refusal_that_is_no_text_costs_the_subscription_and_not_the_client()
    {
        await using ScriptedNode node = ScriptedNode.Ipc(request => Utf8(
            request.Contains("eth_subscribe", StringComparison.Ordinal)
                ? $$$"""{"id":{{{ScriptedNode.IdOf(request)}}},"error":{"code":1,"message":"\ud800"}}"""
                : $$"""{"id":{{ScriptedNode.IdOf(request)}},"result":"0x1"}"""));
        await using RpcClient client = node.Client(Hasty);

        RpcException failure = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            await foreach (RpcNotification _ in client.SubscribeAsync(["newHeads"], cancellation: Cancellation))
                Assert.Fail();
        });

        Assert.Equal(RpcFailure.NotJsonRpc, failure.Failure);
        Assert.Equal(1ul, await client.ChainIdAsync(Cancellation));
    }

    [Fact]
    public async Task After_a_loss_the_reader_hears_of_it_is_subscribed_anew_and_gets_what_follows()
    {
        string head = Head.Replace("$hash", Hash, StringComparison.Ordinal);
        int subscriptions = 0;
        await using ScriptedNode node = ScriptedNode.Ipc(request =>
        {
            if (!request.Contains("eth_subscribe", StringComparison.Ordinal)) return null;
            return Granted(request, $"0x{++subscriptions}", head); // another name each time
        });
        await using RpcClient client = node.Client(Hasty);
        var seen = new List<RpcNotificationKind>();

        await foreach (RpcNotification notification in client.SubscribeAsync(["newHeads"], cancellation: Cancellation))
        {
            seen.Add(notification.Kind);
            notification.Value?.Dispose();
            if (seen.Count == 4) break;
            if (notification.Kind == RpcNotificationKind.Value)
                await Assert.ThrowsAsync<RpcException>(() => client.ChainIdAsync(Cancellation)); // it hangs up
        }

        Assert.Equal(
            [
                RpcNotificationKind.Value, RpcNotificationKind.Lost, RpcNotificationKind.Resumed,
                RpcNotificationKind.Value,
            ], seen);
        Assert.Equal(2, subscriptions);
    }

    [Fact]
    public async Task A_file_that_is_no_socket_is_named()
    {
        string file = Path.GetTempFileName();
        try
        {
            await using var client = new RpcClient(RpcEndpoint.Parse(file));
            RpcException failure = await Assert.ThrowsAsync<RpcException>(() => client.ChainIdAsync(Cancellation));
            Assert.Equal("cannot connect (connection refused)", failure.What);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_closed_client_says_so_to_those_who_wait_and_to_those_who_come()
    {
        await using ScriptedNode node = ScriptedNode.Ipc(_ => []); // never answers
        RpcClient client = node.Client();
        Task<ulong> waiting = client.ChainIdAsync(Cancellation);
        while (node.Requests.IsEmpty) await Task.Delay(5, Cancellation);

        await client.DisposeAsync();

        RpcException failure = await Assert.ThrowsAsync<RpcException>(() => waiting);
        Assert.Equal("the client was closed", failure.What);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.ChainIdAsync(Cancellation));
    }

    private static RpcClientOptions Hasty { get; } = new() { ReconnectDelay = TimeSpan.FromMilliseconds(5) };

    private static ScriptedNode Announcing(string head) => ScriptedNode.Ipc(request =>
        request.Contains("eth_subscribe", StringComparison.Ordinal)
            ? Granted(request, "0xcd", head)
            : Utf8($$"""{"id":{{ScriptedNode.IdOf(request)}},"result":true}"""));

    // Grant and first notifications in one piece, as a quick node sends them.
    private static byte[] Granted(string request, string name, params string[] heads) => Utf8(
        $$"""{"id":{{ScriptedNode.IdOf(request)}},"result":"{{name}}"}"""
        + string.Concat(heads.Select(head =>
            $$$"""{"method":"eth_subscription","params":{"subscription":"{{{name}}}","result":{{{head}}} }}""")));

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
