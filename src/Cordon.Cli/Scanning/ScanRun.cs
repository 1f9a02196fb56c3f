using Cordon.Cli.Configuration;
using Cordon.Cli.Output;
using Cordon.Cli.Report;
using Cordon.Cli.Terminal;
using Cordon.Detection.Registry;
using Cordon.Domain.Pricing;
using Cordon.Engine.Pipeline;

namespace Cordon.Cli.Scanning;

/// <summary>One scan from request to exit code.</summary>
internal sealed class ScanRun(Session session, ScanRequest request)
{
    private Scanner? _scanner;
    private PriceFile? _prices;

    /// <summary>Scans, writes signals and report, and says what was done and what was not seen.</summary>
    /// <returns>1 where a signal is as grave as was asked to fail on, else 0.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        CordonConfig config = request.Config is null ? CordonConfig.Empty : ConfigReader.Read(request.Config);
        _prices = request.Prices is null ? null : PriceList.Read(request.Prices);
        WarnOfInvariants(config);
        await using BlockInput input = BlockInput.Open(session, request.Files, request.Endpoints, request.Blocks);
        using OutputFile? file = request.Out is null
            ? null
            : OutputFile.Create(request.Out, "--out", SignalWriters.GrowsByLines(request.Format));
        using OutputFile? reportFile = request.Report is null ? null : OutputFile.Create(request.Report, "--report");
        using ISignalWriter writer = file is null
            ? SignalWriters.Create(request.Format, session.Out, session.Width, session.UsesColor)
            : SignalWriters.Create(request.Format, file.Stream, width: 120, usesColor: false);
        ReportCollector? collector = reportFile is null ? null : new ReportCollector();
        SignalOutput output = new(writer, request, collector);
        ProgressLine progress = new(session, input.BlocksExpected);

        ScanSummary? summary = null;
        string? failure = null;
        try
        {
            summary = await ScanAsync(config, input, output, progress, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested && request.Blocks.Follows)
        {
            summary = _scanner?.LastRun; // ending what would go on for ever is how a followed scan ends
        }
        catch (Exception cause)
        {
            failure = cause.Message;
            throw;
        }
        finally
        {
            progress.Clear();
            if (failure is not null) file?.Fail();
            writer.Complete(failure);
            writer.Dispose();
            file?.Complete();
            if (reportFile is not null)
                WriteReport(reportFile, collector!.ToData(input.Names, summary, failure, session.Time.GetUtcNow()));
        }

        new ScanConclusion(session).Write(summary, output);
        return output.Fails ? ExitCode.AnswerIsNo : ExitCode.Success;
    }

    // Nothing is passed over in silence: an invariant needs the chain's state after each block, and a node to ask.
    private void WarnOfInvariants(CordonConfig config)
    {
        if (config.Invariants.Count == 0) return;
        string why = request.Files is { Length: > 0 }
            ? "recordings do not hold the chain's state" : "a scan asks the node for blocks alone";
        ErrorRenderer.Write(
            session, $"{config.Invariants.Count} invariants of {request.Config} are not judged: {why}; "
            + "'cordon guard' judges them after each block");
    }

    /// <summary>Null where an earlier run had done everything already.</summary>
    private async Task<ScanSummary?> ScanAsync(
        CordonConfig config, BlockInput input, IScanSink output, ProgressLine progress, CancellationToken cancellation)
    {
        DetectorSet detectors = config.Detectors([.. request.Detectors]);
        DateTimeOffset? liveSince = input.Node is not null && request.Blocks.Follows ? session.Time.GetUtcNow() : null;
        if (request.Database is null)
        {
            _scanner = new Scanner(() => new FactReader(_prices), detectors, Options(input, progress, liveSince));
            return await _scanner.RunAsync(input.Source, output, cancellation);
        }

        using ScanStorage storage = await ScanStorage.OpenAsync(request, config, detectors, input, cancellation);
        if (storage.ResumedAfter is { } block)
            ErrorRenderer.Write(session, $"{request.Database}: goes on after block {block}");
        if (storage.IsDone) return null;

        liveSince = storage.KeepLiveSince(liveSince);
        _scanner = new Scanner(
            () => new FactReader(_prices), detectors, Options(input, progress, liveSince), storage.Start);
        try
        {
            return await _scanner.RunAsync(input.Source, new BothSinks(output, storage.Sink), cancellation);
        }
        finally
        {
            storage.Sink.Flush();
        }
    }

    private ScanOptions Options(BlockInput input, ProgressLine progress, DateTimeOffset? liveSince) => new()
    {
        Threads = request.Threads,
        Continuity = input.Continuity,
        Progress = progress.Show,
        LiveSince = liveSince,
        Time = session.Time,
    };

    private static void WriteReport(OutputFile file, ReportData data)
    {
        using (StreamWriter text = new(file.Stream, leaveOpen: true)) HtmlReport.Write(text, data);
        file.Complete();
    }

    // What is written but not kept is written again after a crash; the other way round it would be lost.
    private sealed class BothSinks(IScanSink first, IScanSink second) : IScanSink
    {
        public async ValueTask TakeAsync(ScannedBlock block, CancellationToken cancellation)
        {
            await first.TakeAsync(block, cancellation);
            await second.TakeAsync(block, cancellation);
        }
    }
}
