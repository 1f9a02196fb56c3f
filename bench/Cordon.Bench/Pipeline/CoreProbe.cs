using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Cordon.Bench.Pipeline;

/// <summary>What the machine's processors are at the moment, by mere arithmetic that touches no memory.</summary>
/// <remarks>A virtual machine's processors are placed on the host's cores anew all the time. Where both are
/// hyperthreads of one core, two threads of arithmetic do no more than one; where other machines use a core's other
/// hyperthread, a thread does a fifth less.</remarks>
/// <param name="Speed">What one thread does, in thousands of steps a second.</param>
/// <param name="Gain">What two threads do in the time of one: 1 on one core, 2 on two.</param>
internal readonly record struct CoreProbe(double Speed, double Gain)
{
    private const double GainOfTwoCores = 1.6;
    private const double SpeedTolerance = 0.12;
    private const int Milliseconds = 60;
    private const int Chunk = 20_000;

    public static CoreProbe Take()
    {
        double one = Run(1);
        return new CoreProbe(one / Milliseconds, Run(2) / one);
    }

    /// <summary>Whether all were taken of two cores of the same speed.</summary>
    public static bool AreTwoSteadyCores(IReadOnlyList<CoreProbe> probes) =>
        probes.All(probe => probe.Gain >= GainOfTwoCores)
        && probes.Max(probe => probe.Speed) <= probes.Min(probe => probe.Speed) * (1 + SpeedTolerance);

    private static double Run(int threads)
    {
        long until = Stopwatch.GetTimestamp() + (Stopwatch.Frequency * Milliseconds / 1_000);
        double done = 0;
        Lock sum = new();
        Thread[] workers = [.. Enumerable.Range(0, threads).Select(_ => new Thread(() =>
        {
            double mine = Work(until);
            lock (sum) done += mine;
        }))];
        foreach (Thread worker in workers) worker.Start();
        foreach (Thread worker in workers) worker.Join();
        return done;
    }

    private static double Work(long until)
    {
        double chunks = 0;
        ulong kept = 0;
        while (Stopwatch.GetTimestamp() < until)
        {
            kept ^= Arithmetic(kept);
            chunks++;
        }

        GC.KeepAlive(kept);
        return chunks;
    }

    // Eight chains that do not wait for each other: they fill a core's adders, so that a second thread finds none free.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // the same code from the first call on
    private static ulong Arithmetic(ulong start)
    {
        ulong a = start, b = start + 1, c = start + 2, d = start + 3;
        ulong e = start + 4, f = start + 5, g = start + 6, h = start + 7;
        for (int i = 0; i < Chunk; i++)
        {
            a = (a + 1) ^ 3;
            b = (b + 3) ^ 5;
            c = (c + 5) ^ 7;
            d = (d + 7) ^ 9;
            e = (e + 9) ^ 11;
            f = (f + 11) ^ 13;
            g = (g + 13) ^ 15;
            h = (h + 15) ^ 17;
        }

        return a + b + c + d + e + f + g + h;
    }
}
