using System.Diagnostics;
using System.Globalization;
using Cordon.Domain.Signals;
using Cordon.Engine.Pending;
using Cordon.Ethereum;
using Cordon.Node;
using Cordon.Node.Events;
using Cordon.Response.Signing;

namespace Cordon.Bench.Guard;

/// <summary>Measures a guardian node: from its chain's notice of a pending attack to the bytes of the pause with that
/// chain's node, over IPC, with ten protected protocols; one attack after three decoys, one at a time.</summary>
internal static class GuardMode
{
    private const string Apart = "apart"; // the chain's node and Cordon on processors of their own
    private const int DefaultCount = 2_000;
    private const int WarmUpCycles = 50;
    private const int Cycle = GuardScene.Traders + 1;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan P50Max = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan P99Max = TimeSpan.FromMilliseconds(5);

    public static async Task<int> RunAsync(string[] args)
    {
        string[] counts = [.. args.Where(argument => argument != Apart)];
        int cycles = (counts is [string text] ? int.Parse(text, CultureInfo.InvariantCulture) : DefaultCount) / Cycle;
        long begun = Stopwatch.GetTimestamp();
        await using GuardScene scene = await GuardScene.BuildAsync();
        if (args.Contains(Apart)) await Processors.DivideAsync(scene.NodeProcess);
        var ear = new GuardEar();
        using var signer = new LocalSigner(scene.Guardian);
        var ports = new NodePorts { Listeners = [ear], Signer = signer, Bounds = new EveryAction() };
        using var stop = new CancellationTokenSource();
        await using GuardNode node = await GuardNode.StartAsync(scene.Settings(), ports, stop.Token);
        Task running = node.RunAsync(stop.Token);
        using var probe = new NodeProbe(scene.Socket);
        var run = new GuardRun(scene, ear, probe, Patience);
        for (int i = 0; i < WarmUpCycles; i++) await run.CycleAsync(isKept: false);
        Console.WriteLine($"ready after {Stopwatch.GetElapsedTime(begun).TotalSeconds:F0} s; load {Load()}");

        int collections = GC.CollectionCount(0);
        for (int i = 0; i < cycles; i++) await run.CycleAsync(isKept: true);
        collections = GC.CollectionCount(0) - collections;
        await stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        Console.WriteLine($"{run.Attacks.Count} attacks ({run.Missed} missed), {run.Decoys.Count} decoys "
            + $"({run.Accused + ear.Unasked} accused), {collections} collections; load {Load()}; "
            + $"{Stopwatch.GetElapsedTime(begun).TotalSeconds:F0} s in all; microseconds");
        GuardTable.Print("attacks", run.Attacks);
        GuardTable.Print("decoys", run.Decoys);
        return run.Missed + run.Accused + ear.Unasked == 0 && Reaches(run) ? 0 : 1;
    }

    // Required is what attacks and decoys mixed take.
    private static bool Reaches(GuardRun run)
    {
        (TimeSpan p50, TimeSpan p99) = Percentiles(run.Attacks);
        Console.WriteLine($"attacks alone: p50 {p50.TotalMilliseconds:F2} ms, p99 {p99.TotalMilliseconds:F2} ms");
        (p50, p99) = Percentiles(run.Attacks.Concat(run.Decoys));
        bool reaches = p50 <= P50Max && p99 <= P99Max;
        Console.WriteLine($"all: p50 {p50.TotalMilliseconds:F2} ms, p99 {p99.TotalMilliseconds:F2} ms; required "
            + $"{P50Max.TotalMilliseconds:F0} and {P99Max.TotalMilliseconds:F0}: "
            + (reaches ? "reached" : "NOT reached"));
        return reaches;
    }

    private static (TimeSpan P50, TimeSpan P99) Percentiles(IEnumerable<GuardSample> samples)
    {
        TimeSpan[] sorted = [.. samples.Select(sample => sample.Total).Order()];
        return (At(0.5), At(0.99));

        TimeSpan At(double share) => sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
    }

    private static string Load() => File.ReadAllText("/proc/loadavg").Split(' ')[0];
}
