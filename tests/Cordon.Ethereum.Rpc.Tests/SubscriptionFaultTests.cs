using Cordon.Ethereum.Rpc;
using Cordon.Ethereum.Rpc.Subscriptions;
using Cordon.RpcServer.Faults;

namespace Cordon.Ethereum.Rpc.Tests;

/// <summary>What a subscription says of what its reader did not get.</summary>
public class SubscriptionFaultTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<RpcTransportKind> Duplex { get; } = [RpcTransportKind.WebSocket, RpcTransportKind.Ipc];

    [Theory, MemberData(nameof(Duplex))]
    public async Task A_subscription_says_when_it_is_blind_and_which_heads_it_missed(RpcTransportKind kind)
    {
        await using FaultyServer server = await FaultyServer.StartAsync(
            options => options with { FirstNumber = 1, Head = 5, Count = 100_000 });
        await using RpcClient client = server.Client(
            kind, new RpcClientOptions { ReconnectDelay = TimeSpan.FromMilliseconds(5) });
        int taken = 0;
        await using IAsyncEnumerator<HeadNotice> heads = client.SubscribeHeadsAsync(() => taken++, Cancellation)
            .GetAsyncEnumerator(Cancellation);
        Task<bool> next = heads.MoveNextAsync().AsTask();
        while (!next.IsCompleted)
        {
            await server.Server.AdvanceAsync();
            await Task.WhenAny(next, Task.Delay(20, Cancellation));
        }

        Assert.True(await next);
        Assert.Equal(1, taken);
        ulong seen = heads.Current.Header.Number;
        Assert.Null(heads.Current.MissedFrom);
        while (seen < server.Server.Head)
        {
            Assert.True(await heads.MoveNextAsync());
            seen = heads.Current.Header.Number;
        }

        server.Server.DropConnections();
        await server.Server.AdvanceAsync(3); // nobody is subscribed while these come
        next = heads.MoveNextAsync().AsTask();
        while (!next.IsCompleted)
        {
            await server.Server.AdvanceAsync();
            await Task.WhenAny(next, Task.Delay(50, Cancellation));
        }

        Assert.Equal(seen + 1, heads.Current.MissedFrom);
        Assert.True(heads.Current.Header.Number >= seen + 4);
        Assert.Equal(2, taken); // so that a reader need not wait for the next head to learn of those
    }

    [Theory(Timeout = 60_000), MemberData(nameof(Duplex))]
    public async Task Who_leaves_a_node_that_hangs_does_not_wait_for_its_answer(RpcTransportKind kind)
    {
        await using FaultyServer server = await FaultyServer.StartAsync();
        await using RpcClient client = server.Client(
            kind, new RpcClientOptions { Timeout = TimeSpan.FromMinutes(10) });
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var subscribed = new TaskCompletionSource();
        IAsyncEnumerator<RpcNotification> heads = client
            .SubscribeAsync(["newHeads"], subscribed.SetResult, leave.Token).GetAsyncEnumerator(leave.Token);
        Task<bool> next = heads.MoveNextAsync().AsTask();
        await subscribed.Task;
        server.Faults.Add(new Fault(FaultKind.Hang) { Method = "eth_unsubscribe" });

        await leave.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
        await heads.DisposeAsync();
        Assert.Equal(1, server.Faults.Struck);
    }

    [Theory(Timeout = 60_000), MemberData(nameof(Duplex))]
    public async Task A_reader_that_is_too_slow_is_told_how_many_notifications_it_lost(RpcTransportKind kind)
    {
        await using FaultyServer server = await FaultyServer.StartAsync(
            options => options with { FirstNumber = 1, Head = 1, Count = 100_000 });
        await using RpcClient client = server.Client(kind, new RpcClientOptions { NotificationsWaitingMax = 4 });
        await using IAsyncEnumerator<RpcNotification> heads = client
            .SubscribeAsync(["newHeads"], cancellation: Cancellation)
            .GetAsyncEnumerator(Cancellation);
        Task<bool> first = heads.MoveNextAsync().AsTask();
        while (!first.IsCompleted)
        {
            await server.Server.AdvanceAsync();
            await Task.WhenAny(first, Task.Delay(20, Cancellation));
        }

        ulong sent = server.Server.Head;
        await server.Server.AdvanceAsync(100);
        Assert.Equal(sent + 100, await client.BlockNumberAsync(Cancellation)); // behind all of them on the same line

        int values = 0;
        string lost = "";
        while (lost.Length == 0 && await heads.MoveNextAsync())
        {
            if (heads.Current.Kind == RpcNotificationKind.Dropped) lost = heads.Current.Reason;
            else values++;
            heads.Current.Value?.Dispose();
        }

        Assert.EndsWith(" were dropped: the reader is slow", lost, StringComparison.Ordinal);
        Assert.InRange(values, 0, 6);
    }
}
