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

        Rounds rounds = new();
        using RepeatedPack beside = new(args[0]);
        int share = Math.Max(2, passes / Rounds.Parts);
        for (int round = 0; round < Rounds.Count; round++) // in turns: what else the machine does falls on all
        {
            rounds.One.Add(await MeasureAsync(pack, share, 1, facts, WatchList.Empty));
            rounds.Two.Add(await MeasureAsync(pack, share, 2, facts, WatchList.Empty));
            rounds.Apart.Add(await BesideAsync(pack, beside, share, facts));
            rounds.Tokens.Add(await MeasureAsync(
                pack, share, 2, () => new TokenReader(), WatchList.Empty, DetectorSet.Empty));
            rounds.Few.Add(await MeasureAsync(pack, share, 2, facts, Protocols(1)));
            rounds.Many.Add(await MeasureAsync(pack, share, 2, facts, Protocols(ManyProtocols)));
        }

        rounds.Say((double)pack.BytesPerPass / pack.TransactionsPerPass, ManyProtocols);
        Console.WriteLine($"peak working set           {peak / 1e6:N0} MB");
        return 0;
    }

    // Two scans of one thread each, that share nothing but the machine.
    private static async Task<Measure> BesideAsync(
        RepeatedPack left, RepeatedPack right, int passes, Func<IFactReader> readers)
    {
        long begun = Stopwatch.GetTimestamp();
        Measure[] both = await Task.WhenAll(
            Task.Run(() => MeasureAsync(left, passes, 1, readers, WatchList.Empty)),
            Task.Run(() => MeasureAsync(right, passes, 1, readers, WatchList.Empty)));
        return both[0] with
        {
            Seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds,
            Transactions = both.Sum(each => each.Transactions),
        };
    }

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
