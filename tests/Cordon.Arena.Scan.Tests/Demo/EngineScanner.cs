using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Cordon.Arena.Scan.Tests.Demo;
using Cordon.Detection.Registry;
using Cordon.Domain.Protocols;
using Cordon.Domain.Signals;
using Cordon.Engine.Pipeline;
using Cordon.Engine.Reorgs;
using Cordon.Engine.Sources.Node;
using Cordon.Ethereum.Rpc;

namespace Cordon.Arena.Scan.Tests.Demo;

/// <summary>Scans the arena's chain exactly as <c>cordon scan --blocks 1..follow</c> does.</summary>
internal sealed class EngineScanner(TimeProvider time) : IArenaScanner
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<ScanStep> FollowAsync(
        RpcEndpoint node, ulong first, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var client = new RpcClient(node, time: time);
        using var stopped = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Channel<ScanStep> steps = Channel.CreateUnbounded<ScanStep>();
        Task scanning = ScanAsync(client, first, steps.Writer, stopped.Token);
        try
        {
            await foreach (ScanStep step in steps.Reader.ReadAllAsync(cancellation)) yield return step;
        }
        finally
        {
            await stopped.CancelAsync();
            await scanning;
        }
    }

    private async Task ScanAsync(
        RpcClient client, ulong first, ChannelWriter<ScanStep> steps, CancellationToken cancellation)
    {
        var source = new NodeBlockSource(client, new BlockSelection(first, To: null, Follows: true), time: time);
        var options = new ScanOptions { Continuity = Continuity.Chain, Time = time };
        var scanner = new Scanner(() => new FactReader(), DetectorRegistry.Create(WatchList.Empty), options);
        try
        {
            await scanner.RunAsync(source, new StepSink(steps), cancellation);
            steps.TryComplete();
        }
        catch (Exception failure)
        {
            steps.TryComplete(failure); // the reader of the steps throws it
        }
    }

    private sealed class StepSink(ChannelWriter<ScanStep> steps) : IScanSink
    {
        public ValueTask TakeAsync(ScannedBlock block, CancellationToken cancellation) =>
            steps.WriteAsync(new ScanStep(block.Link.Number, [.. block.Signals.Select(Finding)]), cancellation);

        private static ScanFinding Finding(Signal signal) => new(
            signal.Tx,
            signal.Detector,
            signal.Severity.ToString().ToLowerInvariant(),
            signal.Severity >= Severity.Medium,
            signal.Confidence,
            signal.Summary);
    }
}
