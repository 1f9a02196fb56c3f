using System.Text;
using Cordon.Domain.Blocks;
using Cordon.Engine.Sources.Node;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Ethereum.Rpc.Json;
using Cordon.Ethereum.Rpc.Subscriptions;

namespace Cordon.Engine.Pending;

/// <summary>Follows the pending transactions of the endpoint in use by the best means it has, through losses of it.
/// </summary>
internal sealed class MempoolFollower(
    EndpointRing ring,
    PendingIntake intake,
    BodyFetcher bodies,
    PendingCounters counters,
    BlindLog blind,
    PendingWatchOptions options,
    TimeProvider time)
{
    private const string Missing = "pending transactions";
    private const string Topic = "newPendingTransactions";

    private RpcClient? _node;
    private bool _givesBodies;
    private bool _subscribes;

    /// <summary>Follows until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            (RpcClient node, CancellationToken inUse) = ring.Current;
            if (node != _node) (_node, _givesBodies, _subscribes) = (node, true, node.CanSubscribe);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, inUse);
            try
            {
                await (_subscribes ? SubscribeAsync(node, either.Token) : PollAsync(node, either.Token));
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                continue; // another endpoint is in use
            }
            catch (RpcErrorException) when (_subscribes)
            {
                // Nodes that know no bodies refuse the flag; those without subscriptions refuse the topic too.
                if (!_givesBodies) _subscribes = false;
                _givesBodies = false;
                continue;
            }
            catch (Exception e) when (e is RpcException or FormatException)
            {
                if (ring.Leave(node, e.Message)) continue;
                blind.Report(Unseen(e.Message));
            }

            await Task.Delay(options.RetryDelay, time, cancellation);
        }
    }

    private static BlindReport Unseen(string cause) =>
        new(Missing, cause, ["attacks before they are mined"]);

    private async Task SubscribeAsync(RpcClient node, CancellationToken cancellation)
    {
        IReadOnlyList<RpcParam> parameters = _givesBodies ? [Topic, true] : [Topic];
        Task catchingUp = Task.CompletedTask; // once the node has subscribed us: no gap between
        await using IAsyncEnumerator<RpcNotification> notices = node
            .SubscribeAsync(parameters, () => catchingUp = CatchUpAsync(node, cancellation), cancellation)
            .GetAsyncEnumerator(cancellation);
        Task<bool> next = notices.MoveNextAsync().AsTask();
        try
        {
            while (await next)
            {
                using RpcPayload? value = notices.Current.Value;
                if (value is not null) Take(value.Json.Span, time.GetTimestamp());
                else await AnswerAsync(node, notices.Current, cancellation);
                next = notices.MoveNextAsync().AsTask();
            }
        }
        finally
        {
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await catchingUp.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task AnswerAsync(RpcClient node, RpcNotification notice, CancellationToken cancellation)
    {
        switch (notice.Kind)
        {
            case RpcNotificationKind.Lost:
                string why = $"the connection is lost: {notice.Reason}";
                if (!ring.Leave(node, why)) blind.Report(Unseen(why));
                break;
            case RpcNotificationKind.Dropped:
                counters.Lost(CountIn(notice.Reason));
                await CatchUpAsync(node, cancellation);
                break;
            case RpcNotificationKind.Resumed:
                await CatchUpAsync(node, cancellation);
                break;
        }
    }

    private async Task PollAsync(RpcClient node, CancellationToken cancellation)
    {
        using RpcPayload filter = await node.CallRawAsync(
            new RpcCall("eth_newPendingTransactionFilter"), cancellation);
        var changes = new RpcCall("eth_getFilterChanges", RpcParam.Json(
            Encoding.UTF8.GetString(filter.Json.Span)));
        await CatchUpAsync(node, cancellation);
        while (true)
        {
            using (RpcPayload found = await node.CallRawAsync(changes, cancellation)) TakeAll(found.Json.Span);
            await Task.Delay(options.PollInterval, time, cancellation);
        }
    }

    // What was pending before the subscription began, or came while it was broken. Hashes only, since nodes fill in
    // a block for the transactions of the pending one.
    private async Task CatchUpAsync(RpcClient node, CancellationToken cancellation)
    {
        try
        {
            using RpcPayload block = await node.CallRawAsync(
                new RpcCall("eth_getBlockByNumber", "pending", false), cancellation);
            if (!block.IsNull) TakeAll(JsonMember.Find(block.Json.Span, "transactions"u8));
        }
        catch (Exception e) when (e is RpcErrorException or FormatException)
        {
            // Some nodes keep no pending block.
        }
        catch (RpcException)
        {
            return; // the lost connection shows in the subscription itself
        }

        ring.Works(node);
        blind.Recovered(Missing);
    }

    // "17 were dropped: the reader is slow"
    private static int CountIn(string reason) =>
        int.TryParse(reason.AsSpan(0, Math.Max(0, reason.IndexOf(' '))), out int count) ? count : 1;

    private void TakeAll(ReadOnlySpan<byte> array)
    {
        long noticedAt = time.GetTimestamp();
        if (array.IsEmpty) return;
        JsonSlices elements = JsonSlices.OfArray(array);
        while (elements.Next()) Take(elements.Value, noticedAt);
    }

    private void Take(ReadOnlySpan<byte> notice, long noticedAt)
    {
        if (notice is [(byte)'{', ..]) intake.TakeNotice(notice.ToArray(), noticedAt);
        else if (TryHash(notice, out Hash256 hash)) bodies.Want(hash, noticedAt);
        else counters.Malformed();
    }

    private static bool TryHash(ReadOnlySpan<byte> json, out Hash256 hash)
    {
        hash = default;
        return json is [(byte)'"', .. { } text, (byte)'"'] && Hash256.TryParse(text, out hash);
    }
}
