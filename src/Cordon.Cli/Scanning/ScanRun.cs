using Cordon.Cli.Configuration;
using Cordon.Cli.Output;
using Cordon.Cli.Report;
using Cordon.Cli.Terminal;
using Cordon.Engine.Pipeline;

namespace Cordon.Cli.Scanning;

/// <summary>One scan from request to exit code.</summary>
internal sealed class ScanRun(Session session, ScanRequest request)
{
    /// <summary>Scans, writes signals and report, and says what was done and what was not seen.</summary>
    /// <returns>1 where a signal is as grave as was asked to fail on, else 0.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        CordonConfig config = request.Config is null ? CordonConfig.Empty : ConfigReader.Read(request.Config);
        await using BlockInput input = BlockInput.Open(session, request.Files, request.Endpoints, request.Blocks);
        using OutputFile? file = request.Out is null ? null : OutputFile.Create(request.Out, "--out");
        using OutputFile? reportFile = request.Report is null ? null : OutputFile.Create(request.Report, "--report");
        using ISignalWriter writer = file is null
            ? SignalWriters.Create(request.Format, session.Out, session.Width, session.UsesColor)
            : SignalWriters.Create(request.Format, file.Stream, width: 120, usesColor: false);
        ReportCollector? collector = reportFile is null ? null : new ReportCollector();
        SignalOutput output = new(writer, request, collector, flushesEveryBlock: request.Blocks.Follows);
        ProgressLine progress = new(session, input.BlocksExpected);

        ScanSummary? summary = null;
        string? failure = null;
        try
        {
            summary = await ScannerOf(config, input, progress).RunAsync(input.Source, output, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested && request.Blocks.Follows)
        {
            // Ending what would go on for ever is how a followed scan ends.
        }
        catch (Exception cause)
        {
            failure = cause.Message;
            throw;
        }
        finally
        {
            progress.Clear();
            writer.Complete(failure);
            writer.Dispose();
            file?.Complete();
            if (reportFile is not null)
                WriteReport(reportFile, collector!.ToData(input.Names, summary, failure, session.Time.GetUtcNow()));
        }

        new ScanConclusion(session).Write(summary, output);
        return output.Fails ? ExitCode.AnswerIsNo : ExitCode.Success;
    }

    private Scanner ScannerOf(CordonConfig config, BlockInput input, ProgressLine progress)
    {
        return new Scanner(() => new FactReader(), config.Detectors(request.Detectors.ToArray()), new ScanOptions
        {
            Threads = request.Threads,
            Continuity = input.Continuity,
            Progress = progress.Show,
            Time = session.Time,
        });
    }

    private static void WriteReport(OutputFile file, ReportData data)
    {
        using (StreamWriter text = new(file.Stream, leaveOpen: true)) HtmlReport.Write(text, data);
        file.Complete();
    }
}
