using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Cordon.Bench.Packs;
using Cordon.Detection.Registry;
using Cordon.Domain.Protocols;
using Cordon.Engine.Pipeline;
using Cordon.Ethereum;

namespace Cordon.Bench.Pipeline;

/// <summary>Measures a whole scan, all detectors, over a repeated pack.</summary>
internal static class PipelineMode
{
    private const int ManyProtocols = 10_000;
    private const int Comparisons = 7;

    // A turn's scan covers this part of the transactions wanted: seldom does the machine change in that time.
    private const int TurnParts = 4;

    public static async Task<int> RunAsync(string[] args)
    {
        long wanted = args.Length > 1 ? long.Parse(args[1], CultureInfo.InvariantCulture) : 500_000;
        using RepeatedPack pack = new(args[0]);
        int passes = (int)Math.Ceiling((double)wanted / pack.TransactionsPerPass);
        Console.WriteLine($"{pack.TransactionsPerPass:N0} transactions and {pack.BytesPerPass / 1e6:N1} MB a pass, "
            + $"{passes} passes, {Environment.ProcessorCount} processors");

        ForgetPeak();

        // The tables and buffers grow to the largest block, and the compiler settles, before anything is measured.
        Func<IFactReader> facts = () => new FactReader();
        await MeasureAsync(pack, passes, 1, facts, WatchList.Empty);
        await MeasureAsync(pack, passes, 2, facts, WatchList.Empty);
        long peak = PeakBytes();
        await TokensAsync(pack, passes);

        using RepeatedPack beside = new(args[0]);
        int turnPasses = Math.Max(1, passes / TurnParts);
        Turns turns = new();
        CoreProbe before = CoreProbe.Take();
        while (turns.Next is { } way)
        {
            Measure measure = way switch
            {
                Way.Apart => await BesideAsync(pack, beside, turnPasses, facts),
                Way.Tokens => await TokensAsync(pack, turnPasses),
                _ => await MeasureAsync(pack, turnPasses, way == Way.OneThread ? 1 : 2, facts, WatchList.Empty),
            };
            CoreProbe after = CoreProbe.Take();
            turns.Add(new Turn(way, before, measure, after));
            before = after;
        }

        turns.Say((double)pack.BytesPerPass / pack.TransactionsPerPass);

        List<Comparison> comparisons = [];
        while (comparisons.Count < Comparisons) comparisons.Add(await CompareAsync(pack, passes));
        Say(comparisons);
        Console.WriteLine($"peak working set           {peak / 1e6:N0} MB");
        return 0;
    }

    private static async Task<Comparison> CompareAsync(RepeatedPack pack, int passes)
    {
        Func<IFactReader> facts = () => new FactReader();
        return new Comparison
        {
            Few = await MeasureAsync(pack, passes, 2, facts, Protocols(1)),
            Many = await MeasureAsync(pack, passes, 2, facts, Protocols(ManyProtocols)),
        };
    }

    private static void Say(List<Comparison> comparisons)
    {
        Console.WriteLine($"{ManyProtocols:N0} protocols take "
            + $"{comparisons.Select(each => each.Few.Rate / each.Many.Rate).Median():0.00} x the time of 1 "
            + $"({comparisons.Select(each => each.Many.Cost / each.Few.Cost).Median():0.00} x by processor time)");
    }

    // Two scans of one thread each, that share nothing but the machine.
    private static async Task<Measure> BesideAsync(
        RepeatedPack left, RepeatedPack right, int passes, Func<IFactReader> readers)
    {
        using Process self = Process.GetCurrentProcess();
        TimeSpan processor = self.TotalProcessorTime;
        long begun = Stopwatch.GetTimestamp();
        Measure[] both = await Task.WhenAll(
            Task.Run(() => MeasureAsync(left, passes, 1, readers, WatchList.Empty)),
            Task.Run(() => MeasureAsync(right, passes, 1, readers, WatchList.Empty)));
        return both[0] with
        {
            Seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds,
            ProcessorSeconds = (ProcessorTime(self) - processor).TotalSeconds,
            Transactions = both.Sum(each => each.Transactions),
        };
    }

    private static Task<Measure> TokensAsync(RepeatedPack pack, int passes) =>
        MeasureAsync(pack, passes, 2, () => new TokenReader(), WatchList.Empty, DetectorSet.Empty);

    private static async Task<Measure> MeasureAsync(
        RepeatedPack pack, int passes, int threads, Func<IFactReader> readers, WatchList watched,
        DetectorSet? detectors = null)
    {
        Scanner scanner = new(
            readers, detectors ?? DetectorRegistry.Create(watched),
            new ScanOptions { Threads = threads, Watched = watched });
        GC.Collect();
        long transactions = (long)passes * pack.TransactionsPerPass;
        NoSink sink = new(transactions);
        using Process self = Process.GetCurrentProcess();
        TimeSpan processor = self.TotalProcessorTime;
        ScanSummary summary = await scanner.RunAsync(pack.Source(passes), sink);
        return new Measure(
            summary.Elapsed.TotalSeconds, (ProcessorTime(self) - processor).TotalSeconds, transactions,
            sink.AllocatedPerTransaction, summary.Signals);
    }

    // Linux counts the peak anew after this; elsewhere the peak includes making the copy of the pack.
    private static void ForgetPeak()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        if (OperatingSystem.IsLinux()) File.WriteAllText("/proc/self/clear_refs", "5");
    }

    private static TimeSpan ProcessorTime(Process self)
    {
        self.Refresh();
        return self.TotalProcessorTime;
    }

    private static long PeakBytes()
    {
        using Process self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64;
    }

    private static WatchList Protocols(int count) => new(Enumerable.Range(0, count).Select(i => new Protocol(
        $"protocol {i}", 1, [new Address(SHA256.HashData(BitConverter.GetBytes(i)).AsSpan(0, Address.SizeBytes))])));
}
