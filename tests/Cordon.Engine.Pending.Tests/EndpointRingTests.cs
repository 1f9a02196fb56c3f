using System.Collections.Concurrent;
using Cordon.Domain.Blocks;
using Cordon.Ethereum.Rpc;

namespace Cordon.Engine.Pending.Tests;

public class EndpointRingTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    [Fact]
    public async Task An_endpoint_behind_the_one_in_use_is_known_to_work_again_when_it_is_needed()
    {
        await using FakeNode first = Node(), second = Node();
        ConcurrentQueue<string> said = new();
        var blind = new BlindLog(report => said.Enqueue(report.Missing));
        await using var ring = new EndpointRing([first.Client, second.Client], blind, Pause, TimeProvider.System);
        Assert.True(ring.Leave(first.Client, "a break"));
        Assert.False(ring.Leave(second.Client, "a break"));
        ring.Works(first.Client);
        Assert.Same(first.Client, ring.Current.Node);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(LiveArena.Cancellation);
        Task running = ring.RunAsync(stop.Token);

        string away = $"endpoint {second.Client.Endpoint}";
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (said.Count(missing => missing == away) < 2) // said anew only once it was back
        {
            await Task.Delay(Pause, limit.Token);
            blind.Report(new BlindReport(away, "another break", []));
        }

        Assert.Same(first.Client, ring.Current.Node); // which is preferred
        Assert.True(ring.Leave(first.Client, "a break"));
        Assert.Same(second.Client, ring.Current.Node);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private static FakeNode Node() => new((method, _) => method == "eth_blockNumber" ? "\"0x1\"" : null);
}
