using System.Text;
using Cordon.Ethereum.Rpc;
using Cordon.Ethereum.Rpc.Subscriptions;

namespace Cordon.Ethereum.Rpc.Tests;

/// <summary>The client against a real node, over every transport.</summary>
public class RealNodeTests
{
    private static readonly Address Alice = Address.Parse("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");
    private static readonly Address Bob = Address.Parse("0x70997970c51812dc3a010c7d01b50e0d17dc79c8");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<RpcTransportKind> Transports { get; } = new(Enum.GetValues<RpcTransportKind>());

    public static TheoryData<RpcTransportKind> Duplex { get; } = [RpcTransportKind.WebSocket, RpcTransportKind.Ipc];

    [Theory, MemberData(nameof(Transports))]
    public async Task Reads_chain_id_head_code_balance_and_headers(RpcTransportKind kind)
    {
        await using AnvilNode node = await AnvilNode.StartAsync();
        await using RpcClient client = node.Client(kind);
        await MineAsync(client, 3);

        Assert.Equal(31337ul, await client.ChainIdAsync(Cancellation));
        Assert.Equal(3ul, await client.BlockNumberAsync(Cancellation));
        Assert.Empty(await client.GetCodeAsync(Bob, "latest", Cancellation));
        Assert.Equal("10000000000000000000000", (await client.GetBalanceAsync(Bob, "latest", Cancellation)).ToString());
        BlockHeader second = (await client.GetBlockHeaderAsync(2ul, Cancellation))!;
        BlockHeader third = (await client.GetBlockHeaderAsync("latest", Cancellation))!;
        Assert.Equal(second.Hash, third.ParentHash);
        Assert.Equal(second, await client.GetBlockHeaderAsync(second.Hash, Cancellation));
        Assert.Null(await client.GetBlockHeaderAsync(99ul, Cancellation));
    }

    [Theory, MemberData(nameof(Transports))]
    public async Task Reads_the_receipt_of_a_mined_transaction_and_none_before(RpcTransportKind kind)
    {
        await using AnvilNode node = await AnvilNode.StartAsync();
        await using RpcClient client = node.Client(kind);
        Hash256 hash = await SendAsync(client);

        Assert.Null(await client.GetTransactionReceiptAsync(hash, Cancellation));
        await MineAsync(client, 1);
        TransactionReceipt receipt = (await client.GetTransactionReceiptAsync(hash, Cancellation))!;

        Assert.Equal((hash, 1ul, true, 21_000ul),
            (receipt.TransactionHash, receipt.BlockNumber, receipt.Succeeded, receipt.GasUsed));
        Assert.Equal(1ul, await client.GetTransactionCountAsync(Alice, "latest", Cancellation));
    }

    [Theory, MemberData(nameof(Transports))]
    public async Task Answers_of_a_batch_keep_the_order_of_its_calls_and_their_own_errors(RpcTransportKind kind)
    {
        await using AnvilNode node = await AnvilNode.StartAsync();
        await using RpcClient client = node.Client(kind);

        using RpcBatch batch = await client.CallBatchAsync(
            [new RpcCall("eth_chainId"), new RpcCall("eth_noSuchMethod"), new RpcCall("eth_blockNumber")],
            Cancellation);

        Assert.Equal("\"0x7a69\"", Encoding.UTF8.GetString(batch[0].Span));
        Assert.Equal("\"0x0\"", Encoding.UTF8.GetString(batch[2].Span));
        RpcErrorException error = Assert.Throws<RpcErrorException>(() => batch[1]);
        Assert.Same(batch.ErrorOf(1), error);
        Assert.StartsWith(
            $"eth_noSuchMethod at {client.Endpoint}: the node answered error {error.Code} (", error.Message,
            StringComparison.Ordinal);
        Assert.Equal(kind == RpcTransportKind.Http, error.IsMethodMissing); // anvil says -32602 elsewhere
    }

    [Theory, MemberData(nameof(Transports))]
    public async Task Three_hundred_calls_at_once_each_get_their_own_answer(RpcTransportKind kind)
    {
        await using AnvilNode node = await AnvilNode.StartAsync();
        await using RpcClient client = node.Client(kind);
        await MineAsync(client, 50);

        BlockHeader?[] headers = await Task.WhenAll(Enumerable.Range(0, 300)
            .Select(i => client.GetBlockHeaderAsync((ulong)(i % 51), Cancellation)));

        Assert.Equal(Enumerable.Range(0, 300).Select(i => (ulong)(i % 51)), headers.Select(h => h!.Number));
    }

    [Theory, MemberData(nameof(Duplex))]
    public async Task Announces_every_new_head_in_order(RpcTransportKind kind)
    {
        await using AnvilNode node = await AnvilNode.StartAsync();
        await using RpcClient client = node.Client(kind);
        await using IAsyncEnumerator<HeadNotice> heads = client.SubscribeHeadsAsync(cancellation: Cancellation)
            .GetAsyncEnumerator(Cancellation);
        ValueTask<bool> first = heads.MoveNextAsync();
        await MineUntilAsync(client, first);

        ulong start = heads.Current.Header.Number;
        ulong head = await client.BlockNumberAsync(Cancellation);
        await MineAsync(client, 5);
        for (ulong number = start + 1; number <= head + 5; number++)
        {
            Assert.True(await heads.MoveNextAsync());
            Assert.Equal((number, null), (heads.Current.Header.Number, heads.Current.MissedFrom));
        }
    }

    [Theory, MemberData(nameof(Duplex))]
    public async Task Announces_pending_transactions_and_logs(RpcTransportKind kind)
    {
        await using AnvilNode node = await AnvilNode.StartAsync();
        await using RpcClient client = node.Client(kind);
        Task<string> pending = FirstAsync(client, ["newPendingTransactions"]);
        Task<string> log = FirstAsync(client, ["logs", RpcParam.Json("{}")]);
        // Code that emits one log without topics as it is created: PUSH0 PUSH0 LOG0.
        RpcParam creation = RpcParam.Json($"{{\"from\":\"{Alice}\",\"data\":\"0x5f5fa0\",\"gas\":\"0x30d40\"}}");
        var sent = new List<string>();
        while (!pending.IsCompleted || !log.IsCompleted)
        {
            using RpcPayload hash = await client.CallRawAsync(
                new RpcCall("eth_sendTransaction", creation), Cancellation);
            sent.Add(Encoding.UTF8.GetString(hash.Json.Span));
            await MineAsync(client, 1);
        }

        Assert.Contains(await pending, sent);
        Assert.Contains("\"topics\":[]", await log, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Duplex))]
    public async Task Resumes_a_subscription_after_the_node_was_killed_and_started_again(RpcTransportKind kind)
    {
        await using AnvilNode node = await AnvilNode.StartAsync();
        await using RpcClient client = node.Client(
            kind, new RpcClientOptions { ReconnectDelay = TimeSpan.FromMilliseconds(20) });
        await using IAsyncEnumerator<RpcNotification> heads = client
            .SubscribeAsync(["newHeads"], cancellation: Cancellation)
            .GetAsyncEnumerator(Cancellation);
        ValueTask<bool> first = heads.MoveNextAsync();
        await MineUntilAsync(client, first);

        node.Kill();
        while (heads.Current.Kind == RpcNotificationKind.Value)
        {
            heads.Current.Value!.Dispose();
            Assert.True(await heads.MoveNextAsync());
        }

        Assert.Equal(RpcNotificationKind.Lost, heads.Current.Kind);
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => client.BlockNumberAsync(Cancellation));
        Assert.Equal(RpcFailure.Connection, refused.Failure);

        ValueTask<bool> resumed = heads.MoveNextAsync();
        await node.RestartAsync();
        Assert.True(await resumed);
        Assert.Equal(RpcNotificationKind.Resumed, heads.Current.Kind);
        ValueTask<bool> next = heads.MoveNextAsync();
        await MineUntilAsync(client, next);
        Assert.Equal(RpcNotificationKind.Value, heads.Current.Kind);
        Assert.Equal(1ul, BlockHeader.Read(heads.Current.Value!.Json.Span).Number);
    }

    [Fact]
    public async Task A_subscription_over_HTTP_is_refused_with_advice()
    {
        await using var client = new RpcClient(RpcEndpoint.Parse("http://127.0.0.1:1"));

        NotSupportedException refused = await Assert.ThrowsAsync<NotSupportedException>(async () =>
        {
            await foreach (RpcNotification _ in client.SubscribeAsync(["newHeads"], cancellation: Cancellation))
                Assert.Fail();
        });

        Assert.Equal("http://127.0.0.1:1 is HTTP, which has no subscriptions: use ws:// or IPC.", refused.Message);
    }

    private static async Task MineAsync(RpcClient client, ulong blocks)
    {
        for (ulong i = 0; i < blocks; i++)
        {
            using RpcPayload _ = await client.CallRawAsync(new RpcCall("evm_mine"), Cancellation);
        }
    }

    // The node starts to announce at some moment after it has answered the subscription, so blocks are mined until
    // one is announced.
    private static async Task MineUntilAsync(RpcClient client, ValueTask<bool> announced)
    {
        Task<bool> wait = announced.AsTask();
        while (!wait.IsCompleted)
        {
            await MineAsync(client, 1);
            await Task.WhenAny(wait, Task.Delay(20, Cancellation));
        }

        Assert.True(await wait);
    }

    private static async Task<string> FirstAsync(RpcClient client, IReadOnlyList<RpcParam> what)
    {
        await foreach (RpcNotification notification in client.SubscribeAsync(what, cancellation: Cancellation))
        {
            using RpcPayload? value = notification.Value;
            if (value is not null) return Encoding.UTF8.GetString(value.Json.Span);
        }

        throw new InvalidOperationException("the subscription ended");
    }

    private static async Task<Hash256> SendAsync(RpcClient client)
    {
        RpcParam transfer = RpcParam.Json($"{{\"from\":\"{Alice}\",\"to\":\"{Bob}\",\"value\":\"0x1\"}}");
        using RpcPayload hash = await client.CallRawAsync(new RpcCall("eth_sendTransaction", transfer), Cancellation);
        return RpcValue.Hash(hash.Json.Span, "result");
    }
}
