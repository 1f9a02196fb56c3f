using Cordon.Detection.Registry;
using Cordon.Engine.Pipeline;
using Cordon.Engine.Reorgs;

namespace Cordon.Engine.Tests.Kit;

/// <summary>Runs written blocks through the real scanner.</summary>
internal static class Scan
{
    public static DetectorSet Detectors => new(
        [new MarkDetector("alpha"), new MarkDetector("beta"), new MarkDetector("arbitrage"),
            new MarkDetector("price-manipulation"), new MarkDetector("oracle-deviation"),
            new MarkDetector("reentrancy"), new MarkDetector("sandwich"), new MarkDetector("attacker-profit")],
        [HistoryStage.Of(new TallyDetector())]);

    public static async Task<Collector> RunAsync(
        IReadOnlyList<ScriptBlock> blocks, Continuity continuity = Continuity.Chain, int threads = 2,
        int depthMax = 128)
    {
        Collector collector = new();
        ScanOptions options = new() { Threads = threads, Continuity = continuity, ReorgDepthMax = depthMax };
        await RunAsync(new ScriptSource(blocks), blocks, collector, options, CancellationToken.None);
        return collector;
    }

    public static Task<ScanSummary> RunAsync(
        ScriptSource source, IReadOnlyList<ScriptBlock> blocks, IScanSink sink, ScanOptions options,
        CancellationToken cancellation) => RunAsync(source, blocks, sink, options, ScanStart.Nothing, cancellation);

    public static Task<ScanSummary> RunAsync(
        ScriptSource source, IReadOnlyList<ScriptBlock> blocks, IScanSink sink, ScanOptions options, ScanStart start,
        CancellationToken cancellation) =>
        new Scanner(() => new ScriptReader(blocks), Detectors, options, start).RunAsync(source, sink, cancellation);
}
