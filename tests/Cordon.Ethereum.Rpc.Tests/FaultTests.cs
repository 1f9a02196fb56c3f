using System.Text;
using Cordon.Ethereum.Rpc;
using Cordon.RpcServer.Faults;

namespace Cordon.Ethereum.Rpc.Tests;

/// <summary>What a single client says about each way in which a node misbehaves.</summary>
public class FaultTests
{
    private const string Broken = "The node or a proxy closed the connection: try again, or add another endpoint.";
    private const string NotANode =
        "Check that the URL is the node's RPC endpoint and not a web page, proxy or login portal.";

    private static readonly RpcClientOptions Impatient = new() { Timeout = TimeSpan.FromMilliseconds(200) };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<RpcTransportKind> Transports { get; } = new(Enum.GetValues<RpcTransportKind>());

    public static TheoryData<RpcTransportKind> Duplex { get; } = [RpcTransportKind.WebSocket, RpcTransportKind.Ipc];

    [Fact]
    public async Task Html_is_called_html_and_quoted()
    {
        await using FaultyServer server = await FaultyServer.StartAsync();
        server.Faults.Add(new Fault(FaultKind.Html) { Times = 1 });

        RpcException failure = await FailAsync(server);

        Assert.Equal(RpcFailure.NotJsonRpc, failure.Failure);
        Assert.Equal(
            $"eth_blockNumber at {server.Server.HttpUrl}: the answer is HTML, not JSON-RPC: "
            + $"\"<!DOCTYPE html><html><head><title>Welcome</title></head><bod…\". {NotANode}",
            failure.Message);
    }

    [Fact]
    public async Task Too_many_requests_tells_how_long_to_wait()
    {
        await using FaultyServer server = await FaultyServer.StartAsync();
        server.Faults.Add(new Fault(FaultKind.TooManyRequests) { Duration = TimeSpan.FromSeconds(7) });

        RpcException failure = await FailAsync(server);

        Assert.Equal((RpcFailure.RateLimited, TimeSpan.FromSeconds(7)), (failure.Failure, failure.RetryAfter));
        Assert.Equal(
            $"eth_blockNumber at {server.Server.HttpUrl}: HTTP 429, too many requests; it asks to wait 7 s. "
            + "Lower the request rate, or add another endpoint.",
            failure.Message);
    }

    [Fact]
    public async Task Half_a_response_over_HTTP_counts_what_came()
    {
        await using FaultyServer server = await FaultyServer.StartAsync();
        server.Faults.Add(new Fault(FaultKind.HalfResponse));

        RpcException failure = await FailAsync(server);

        Assert.Equal(RpcFailure.Truncated, failure.Failure);
        Assert.Equal(
            $"eth_blockNumber at {server.Server.HttpUrl}: the answer broke off after 20 of 41 bytes. {Broken}",
            failure.Message);
    }

    [Theory, MemberData(nameof(Duplex))]
    public async Task Half_a_message_on_a_socket_counts_what_came_and_the_next_call_connects_again(
        RpcTransportKind kind)
    {
        await using FaultyServer server = await FaultyServer.StartAsync();
        server.Faults.Add(new Fault(FaultKind.HalfResponse) { Times = 1 });
        await using RpcClient client = server.Client(kind);

        RpcException failure = await Assert.ThrowsAsync<RpcException>(() => client.BlockNumberAsync(Cancellation));

        Assert.Equal(
            $"eth_blockNumber at {server.Url(kind)}: the answer broke off after 20 bytes. {Broken}", failure.Message);
        Assert.Equal(1019ul, await client.BlockNumberAsync(Cancellation));
    }

    [Theory, MemberData(nameof(Transports))]
    public async Task Silence_ends_with_the_time_limit(RpcTransportKind kind)
    {
        await using FaultyServer server = await FaultyServer.StartAsync();
        server.Faults.Add(new Fault(FaultKind.Hang));
        await using RpcClient client = server.Client(kind, Impatient);

        RpcException failure = await Assert.ThrowsAsync<RpcException>(() => client.BlockNumberAsync(Cancellation));

        Assert.Equal(RpcFailure.Timeout, failure.Failure);
        Assert.Equal(
            $"eth_blockNumber at {server.Url(kind)}: no complete answer within 0.2 s. "
            + "The node may be overloaded: raise the timeout, or add another endpoint.",
            failure.Message);
        server.Faults.Clear();
        await using RpcClient patient = server.Client(kind);
        Assert.Equal(1019ul, await patient.BlockNumberAsync(Cancellation));
    }

    [Theory, MemberData(nameof(Transports))]
    public async Task Cancelling_is_no_failure_of_the_node(RpcTransportKind kind)
    {
        await using FaultyServer server = await FaultyServer.StartAsync();
        server.Faults.Add(new Fault(FaultKind.Hang) { Times = 1 });
        await using RpcClient client = server.Client(kind);
        using var cancel = new CancellationTokenSource();

        Task<ulong> call = client.BlockNumberAsync(cancel.Token);
        while (server.Faults.Struck == 0) await Task.Delay(5, Cancellation);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(1019ul, await client.BlockNumberAsync(Cancellation));
    }

    [Theory, MemberData(nameof(Transports))]
    public async Task A_connection_closed_without_an_answer_is_a_connection_failure(RpcTransportKind kind)
    {
        await using FaultyServer server = await FaultyServer.StartAsync();
        server.Faults.Add(new Fault(FaultKind.Disconnect) { Times = 1 });
        await using RpcClient client = server.Client(kind);

        RpcException failure = await Assert.ThrowsAsync<RpcException>(() => client.BlockNumberAsync(Cancellation));

        Assert.Equal(RpcFailure.Connection, failure.Failure);
        Assert.Equal(1019ul, await client.BlockNumberAsync(Cancellation));
    }

    [Theory, MemberData(nameof(Transports))]
    public async Task An_answer_over_the_limit_is_refused_before_it_fills_the_memory(RpcTransportKind kind)
    {
        await using FaultyServer server = await FaultyServer.StartAsync();
        server.Faults.Add(new Fault(FaultKind.Replace) { Text = $"\"{new string('a', 1 << 20)}\"", Times = 1 });
        await using RpcClient client = server.Client(kind, new RpcClientOptions { AnswerBytesMax = 1 << 16 });

        RpcException failure = await Assert.ThrowsAsync<RpcException>(() => client.BlockNumberAsync(Cancellation));

        Assert.Equal(RpcFailure.TooLarge, failure.Failure);
        Assert.Equal(
            $"eth_blockNumber at {server.Url(kind)}: the answer is larger than the limit of 65536 bytes. "
            + "Raise the limit for answers, or use a node that answers honestly.",
            failure.Message);
    }

    [Theory, MemberData(nameof(Transports))]
    public async Task An_answer_of_exactly_the_limit_is_accepted(RpcTransportKind kind)
    {
        await using FaultyServer server = await FaultyServer.StartAsync();
        server.Faults.Add(new Fault(FaultKind.Replace) { Text = $"\"{new string('a', 2_000)}\"" });
        int envelope = """{"jsonrpc":"2.0","id":1,"result":""}""".Length;
        await using RpcClient fits = server.Client(kind, new RpcClientOptions { AnswerBytesMax = envelope + 2_000 });
        await using RpcClient tight = server.Client(kind, new RpcClientOptions { AnswerBytesMax = envelope + 1_999 });

        using RpcPayload whole = await fits.CallRawAsync(new RpcCall("eth_blockNumber"), Cancellation);

        Assert.Equal(2_002, whole.Json.Length);
        RpcException failure = await Assert.ThrowsAsync<RpcException>(() => tight.BlockNumberAsync(Cancellation));
        Assert.Equal(RpcFailure.TooLarge, failure.Failure);
    }

    [Theory]
    [InlineData("12", "result: expected a hex quantity of at most 64 bits, found 12")]
    [InlineData("null", "result: expected a hex quantity of at most 64 bits, found null")]
    [InlineData("{\"a\":1}", "result: expected a hex quantity of at most 64 bits, found {\"a\":1}")]
    public async Task A_result_of_the_wrong_form_is_implausible(string result, string what)
    {
        await using FaultyServer server = await FaultyServer.StartAsync();
        server.Faults.Add(new Fault(FaultKind.Replace) { Text = result });

        RpcException failure = await FailAsync(server);

        Assert.Equal(
            (RpcFailure.Implausible,
            $"eth_blockNumber at {server.Server.HttpUrl}: {what}. Try again, or add another endpoint."),
            (failure.Failure, failure.Message));
    }

    [Theory]
    [InlineData("", "HTTP status 500")]
    [InlineData("overloaded", "HTTP status 500: \"overloaded\"")]
    public async Task An_HTTP_error_is_named_and_quoted(string body, string what)
    {
        await using FaultyServer server = await FaultyServer.StartAsync();
        server.Faults.Add(new Fault(FaultKind.ServerError) { Text = body });

        RpcException failure = await FailAsync(server);

        Assert.Equal(RpcFailure.HttpStatus, failure.Failure);
        Assert.Equal(what, failure.What);
    }

    [Fact]
    public async Task A_JSON_RPC_error_in_the_body_of_an_HTTP_error_is_the_nodes_word()
    {
        await using FaultyServer server = await FaultyServer.StartAsync();
        server.Faults.Add(new Fault(FaultKind.ServerError)
        {
            Text = """{"jsonrpc":"2.0","id":1,"error":{"code":3,"message":"reverted","data":"0x08"}}""",
        });

        RpcErrorException failure = Assert.IsType<RpcErrorException>(await FailAsync(server));

        Assert.Equal((3, "reverted", "\"0x08\"", true),
            (failure.Code, failure.NodeMessage, failure.ErrorData, failure.IsDeterministic));
    }

    [Fact]
    public async Task Control_characters_of_a_hostile_answer_reach_no_terminal()
    {
        await using FaultyServer server = await FaultyServer.StartAsync();
        server.Faults.Add(new Fault(FaultKind.ServerError) { Text = "\u001b[31mred\u0007", Times = 1 });
        Assert.Equal("HTTP status 500: \"[31mred\"", (await FailAsync(server)).What);

        server.Faults.Add(new Fault(FaultKind.NodeError) { Amount = 32000, Text = "\u001b[2J\r\ngone" });
        Assert.DoesNotContain((await FailAsync(server)).Message, char.IsControl);
    }

    [Theory]
    [InlineData("the method debug_x does not exist/is not available", 32601, true)]
    [InlineData("Unsupported method: debug_x", 32004, true)]
    [InlineData("historical state 0x12 is not available", 32000, false)]
    [InlineData("header not found", 32000, false)]
    public async Task Knows_a_missing_method_from_other_errors(string message, ulong code, bool isMissing)
    {
        await using FaultyServer server = await FaultyServer.StartAsync();
        server.Faults.Add(new Fault(FaultKind.NodeError) { Amount = code, Text = message });

        RpcErrorException failure = Assert.IsType<RpcErrorException>(await FailAsync(server));

        Assert.Equal((isMissing, -(int)code), (failure.IsMethodMissing, failure.Code));
    }

    [Fact]
    public async Task A_payload_is_of_no_use_after_it_was_given_back()
    {
        await using FaultyServer server = await FaultyServer.StartAsync();
        await using RpcClient client = server.Client();
        RpcPayload payload = await client.CallRawAsync(new RpcCall("eth_chainId"), Cancellation);
        Assert.Equal("\"0x1\"", Encoding.UTF8.GetString(payload.Json.Span));
        Assert.Equal(server.Server.HttpUrl, payload.Source);

        payload.Dispose();
        payload.Dispose(); // harmless

        Assert.Throws<ObjectDisposedException>(() => payload.Json);
    }

    private static async Task<RpcException> FailAsync(FaultyServer server)
    {
        await using RpcClient client = server.Client();
        return await Assert.ThrowsAnyAsync<RpcException>(() => client.BlockNumberAsync(Cancellation));
    }
}
