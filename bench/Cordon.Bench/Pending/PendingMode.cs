using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Cordon.Detection.Registry;
using Cordon.Domain.Signals;
using Cordon.Engine.Pending;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Bench.Pending;

/// <summary>Measures the time from the node's notice of a pending transaction to the verdict on it, over IPC, with ten
/// protected protocols; every fourth transaction is an attack.</summary>
internal static class PendingMode
{
    private const int DefaultCount = 1_000;
    private const int WarmUp = 100;
    private const int AttackEvery = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private sealed record Sample(TimeSpan Notice, PendingTimings Timings);

    public static async Task<int> RunAsync(string[] args)
    {
        int count = args is [string text] ? int.Parse(text, CultureInfo.InvariantCulture) : DefaultCount;
        var owner = new RpcClient[1];
        await using PendingScene scene = await PendingScene.BuildAsync(owner);
        await using RpcClient sender = owner[0];
        await using var line = new RpcClient(scene.Ipc);
        using var stop = new CancellationTokenSource();
        var watch = new PendingWatch(
            line, PendingScene.ChainId, scene.Watched, scene.Invariants, DetectorRegistry.Create(scene.Watched));
        var verdicts = new ConcurrentDictionary<Hash256, TaskCompletionSource<PendingVerdict>>();
        Task running = Task.Run(() => CollectAsync(watch, verdicts, stop.Token));

        List<Sample> attacks = [], decoys = [];
        int missed = 0, accused = 0;
        for (int i = 0; i < count + WarmUp; i++)
        {
            bool isAttack = i % AttackEvery == 0;
            long sentAt = Stopwatch.GetTimestamp();
            Hash256 hash = await scene.SendAsync(i, isAttack);
            PendingVerdict verdict = await verdicts.GetOrAdd(hash, NewSource).Task.WaitAsync(Patience);
            if (i < WarmUp) continue;
            bool isAccused = verdict.Signals.Any(signal => signal.Severity >= Severity.High);
            if (isAttack && !isAccused) missed++;
            if (!isAttack && isAccused) accused++;
            TimeSpan notice = Stopwatch.GetElapsedTime(sentAt, verdict.Transaction!.NoticedAt);
            (isAttack ? attacks : decoys).Add(new Sample(notice, verdict.Timings));
        }

        await stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Console.WriteLine($"{attacks.Count} attacks ({missed} missed), {decoys.Count} decoys ({accused} accused), "
            + $"{watch.Summary.Skipped} skipped; microseconds");
        Print("attacks", attacks);
        Print("decoys", decoys);
        Print("all", [.. attacks, .. decoys]);
        return missed + accused == 0 ? 0 : 1;
    }

    private static async Task CollectAsync(
        PendingWatch watch,
        ConcurrentDictionary<Hash256, TaskCompletionSource<PendingVerdict>> verdicts,
        CancellationToken stop)
    {
        await foreach (PendingVerdict verdict in watch.WatchAsync(stop))
        {
            if (verdict.Transaction is { } transaction)
                verdicts.GetOrAdd(transaction.Hash, NewSource).TrySetResult(verdict);
            else Console.WriteLine(verdict.Signals[0].Summary);
        }
    }

    private static TaskCompletionSource<PendingVerdict> NewSource(Hash256 hash) =>
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static void Print(string what, IReadOnlyList<Sample> samples)
    {
        (string Stage, Func<Sample, TimeSpan> Of)[] stages =
        [
            ("sent to notice", sample => sample.Notice),
            ("fetch", sample => sample.Timings.Fetch),
            ("wait", sample => sample.Timings.Wait),
            ("simulate", sample => sample.Timings.Simulate),
            ("detect", sample => sample.Timings.Detect),
            ("notice to verdict", sample => sample.Timings.Total),
        ];
        double total = samples.Sum(sample => sample.Timings.Total.TotalMicroseconds);
        foreach ((string stage, Func<Sample, TimeSpan> of) in stages)
        {
            double[] sorted = [.. samples.Select(sample => of(sample).TotalMicroseconds).Order()];
            string share = stage == "sent to notice" ? "" : $"{sorted.Sum() / total,6:P0}";
            Console.WriteLine($"{what,-8} {stage,-18} p50 {sorted[sorted.Length / 2],8:F0} "
                + $"p99 {sorted[(int)(sorted.Length * 0.99)],8:F0} {share}");
        }
    }
}
