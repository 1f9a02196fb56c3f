using System.ComponentModel.DataAnnotations;
using Cordon.Detection.Registry;
using Cordon.Domain.Blocks;

namespace Cordon.Engine.Pipeline;

/// <summary>Runs blocks through facts, detectors and correlation and delivers what they say in block order.</summary>
/// <remarks>Blocks are inspected in parallel; history, correlation and output happen in order. What is delivered
/// does not depend on the number of threads. A few blocks a thread are in memory at once.</remarks>
public sealed class Scanner
{
    private readonly Func<IFactReader> _readers;
    private readonly DetectorSet _detectors;
    private readonly ScanOptions _options;
    private readonly ScanStart _start;
    private ScanSequencer? _sequencer;

    /// <param name="readers">Makes one reader a thread.</param>
    /// <param name="detectors">The detectors to run.</param>
    /// <param name="options">Threads and remembered depth.</param>
    /// <param name="start">Where an earlier scan ended; null to begin anew.</param>
    /// <exception cref="ValidationException">An option is out of range.</exception>
    public Scanner(Func<IFactReader> readers, DetectorSet detectors, ScanOptions options, ScanStart? start = null)
    {
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        (_readers, _detectors, _options, _start) = (readers, detectors, options, start ?? ScanStart.Nothing);
    }

    /// <summary>Scans until the source ends.</summary>
    /// <exception cref="BlockFormatException">A block is malformed;
    /// every block before it has been delivered.</exception>
    /// <exception cref="Reorgs.ReorgTooDeepException">The chain went back too far; likewise.</exception>
    /// <exception cref="OperationCanceledException">Cancelled between two deliveries.</exception>
    public async Task<ScanSummary> RunAsync(
        IBlockSource source, IScanSink sink, CancellationToken cancellation = default)
    {
        using CancellationTokenSource stopped = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        ScanSequencer sequencer = _sequencer = new ScanSequencer(_detectors, _options, _start, sink);
        await using BlockIntake intake = new(source, _options.Threads, _start, stopped.Token);
        SlotRing ring = new(sequencer, intake, stopped);

        Task[] workers = new Task[_options.Threads];
        for (int i = 0; i < workers.Length; i++)
            workers[i] = Task.Run(() => WorkAsync(intake, ring), CancellationToken.None);

        await Task.WhenAll(workers);
        ring.ThrowIfFailed();
        cancellation.ThrowIfCancellationRequested();
        intake.ThrowIfFailed();
        sequencer.Finish();
        return sequencer.Summary;
    }

    /// <summary>What the last run did, also where it was cancelled or failed; null before the first.</summary>
    public ScanSummary? LastRun => _sequencer?.Summary;

    private async Task WorkAsync(BlockIntake intake, SlotRing ring)
    {
        IFactReader reader = _readers();
        while (await intake.NextAsync(reader) is { } slot)
        {
            slot.Inspect(reader, _detectors.Stateless);
            await ring.DeliverAsync(slot);
        }
    }
}
