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
        await MeasureAsync(pack, Math.Min(passes, 24), 2, () => new FactReader(), WatchList.Empty);
        Measure one = await MeasureAsync(pack, passes, 1, () => new FactReader(), WatchList.Empty);
        Measure two = await MeasureAsync(pack, passes, 2, () => new FactReader(), WatchList.Empty);
        long peak = PeakBytes();
        Measure tokens = await MeasureAsync(
            pack, passes, 2, () => new TokenReader(), WatchList.Empty, DetectorSet.Empty);
        Measure single = await MeasureAsync(pack, passes, 2, () => new FactReader(), Protocols(1));
        Measure many = await MeasureAsync(pack, passes, 2, () => new FactReader(), Protocols(ManyProtocols));

        Say("1 thread", one);
        Say("2 threads", two);
        Console.WriteLine($"scaling 1 -> 2 threads     {one.Seconds / two.Seconds:0.00} x");
        Console.WriteLine($"mere tokenising, 2 threads {pack.BytesPerPass * passes / 1e6 / tokens.Seconds:N0} MB/s; "
            + $"the scan runs at {100 * tokens.Seconds / two.Seconds:0} % of that speed "
            + $"({100 * tokens.ProcessorSeconds / two.ProcessorSeconds:0} % by processor time)");
        Console.WriteLine($"{ManyProtocols:N0} protocols take {many.Seconds / single.Seconds:0.00} x the time of 1 "
            + $"({many.ProcessorSeconds / single.ProcessorSeconds:0.00} x by processor time)");
        Console.WriteLine($"peak working set           {peak / 1e6:N0} MB");
        return 0;
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

    private static void Say(string name, Measure measure) => Console.WriteLine(
        $"{name,-26} {measure.Transactions / measure.Seconds:N0} tx/s, {measure.Seconds:0.00} s "
        + $"({measure.ProcessorSeconds:0.00} s of processor), "
        + $"{measure.Allocated:0.0} bytes allocated a transaction, "
        + $"{measure.Signals:N0} signals");

    private readonly record struct Measure(
        double Seconds, double ProcessorSeconds, long Transactions, double Allocated, long Signals);
}
