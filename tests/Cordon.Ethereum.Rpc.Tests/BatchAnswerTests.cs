using System.Text;
using Cordon.Ethereum.Rpc;

namespace Cordon.Ethereum.Rpc.Tests;

/// <summary>Answers to a batch that come late, twice, not at all, or for somebody else.</summary>
public class BatchAnswerTests
{
    private static readonly RpcCall[] Three =
        [new("eth_chainId"), new("eth_blockNumber"), new("eth_gasPrice")];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, InlineData(false), InlineData(true)]
    public async Task Answers_in_any_order_find_their_calls(bool isIpc)
    {
        const string Shuffled = """[{"id":3,"result":"c"},{"id":1,"result":"a"},{"id":2,"error":{"code":5}}]""";
        await using ScriptedNode node = Node(isIpc, Shuffled);
        await using RpcClient client = node.Client();

        using RpcBatch batch = await client.CallBatchAsync(Three, Cancellation);

        Assert.Equal((3, "\"a\"", "\"c\""), (batch.Count, Text(batch[0]), Text(batch[2])));
        Assert.Equal("eth_blockNumber", batch.ErrorOf(1)!.Method);
        Assert.Null(batch.ErrorOf(0));
        Assert.Throws<RpcErrorException>(() => batch[1]);
        Assert.Equal(node.Url, batch.Source);
    }

    [Theory]
    [InlineData("""[{"id":1,"result":1},{"id":1,"result":1},{"id":2,"result":1}]""", "id 1 is answered twice")]
    [InlineData("""[{"id":1,"result":1},{"id":2,"result":1}]""", "2 answers to 3 calls")]
    [InlineData("[]", "0 answers to 3 calls")]
    [InlineData("""{"id":1,"result":1}""", "a single answer to a batch")]
    [InlineData("""[{"id":1,"result":1},{"id":2},{"id":3,"result":1}]""", "neither a result nor an error")]
    [InlineData("""[{"id":1,"result":1},{"id":2,"result":1},{"id":4,"result":1}]""", "the answer has id 4")]
    [InlineData("""[{"id":0,"result":1},{"id":2,"result":1},{"id":3,"result":1}]""", "the answer has id 0")]
    [InlineData("""[{"id":1,"result":1},7,{"id":3,"result":1}]""", "expected")]
    public async Task A_batch_that_is_not_answered_call_by_call_is_refused_whole(string body, string what)
    {
        await using ScriptedNode node = Node(false, body);
        await using RpcClient client = node.Client();

        RpcException failure = await Assert.ThrowsAsync<RpcException>(() => client.CallBatchAsync(Three, Cancellation));

        Assert.Equal(RpcFailure.NotJsonRpc, failure.Failure);
        Assert.Contains(what, failure.What, StringComparison.Ordinal);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_node_that_refuses_the_batch_as_a_whole_is_quoted(bool isIpc)
    {
        await using ScriptedNode node = Node(isIpc, """{"id":null,"error":{"code":-32600,"message":"too many"}}""");
        await using RpcClient client = node.Client();

        RpcErrorException failure = await Assert.ThrowsAsync<RpcErrorException>(
            () => client.CallBatchAsync(Three, Cancellation));

        Assert.Equal((-32600, "too many", true), (failure.Code, failure.NodeMessage, failure.IsDeterministic));
    }

    [Fact]
    public async Task A_complaint_about_one_answer_is_a_failure_of_the_batch()
    {
        const string Answers = """[{"id":1,"result":1},{"id":2,"result":2},{"id":3,"result":3}]""";
        await using ScriptedNode node = Node(false, Answers);
        await using RpcClient client = node.Client();
        RpcCall[] calls = [Three[0], Three[1] with { Check = json => $"got {Text(json)}" }, Three[2]];

        RpcException failure = await Assert.ThrowsAsync<RpcException>(() => client.CallBatchAsync(calls, Cancellation));

        Assert.Equal((RpcFailure.Implausible, "eth_blockNumber", "got 2"),
            (failure.Failure, failure.Method, failure.What));
    }

    [Fact]
    public async Task A_batch_has_at_least_one_call_and_at_most_as_many_as_allowed()
    {
        await using ScriptedNode node = Node(false, "[]");
        await using RpcClient client = node.Client(new RpcClientOptions { BatchCallsMax = 2 });

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => client.CallBatchAsync([], Cancellation));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => client.CallBatchAsync(Three, Cancellation));

        Assert.Empty(node.Requests);
        await Assert.ThrowsAsync<RpcException>(() => client.CallBatchAsync(Three[..2], Cancellation)); // it is sent
        Assert.Single(node.Requests);
    }

    private static ScriptedNode Node(bool isIpc, string body) =>
        isIpc ? ScriptedNode.Ipc(_ => Encoding.UTF8.GetBytes(body)) : ScriptedNode.Http(body);

    private static string Text(ReadOnlyMemory<byte> json) => Encoding.UTF8.GetString(json.Span);
}
