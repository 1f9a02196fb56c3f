using System.CommandLine;
using System.Text;
using Cordon.Cli.Commands;
using Cordon.Cli.Risk.Model;
using Cordon.Cli.Risk.Report;
using Cordon.Cli.Scanning;
using Cordon.Cli.Terminal;
using Cordon.Economics.Assessment;
using Cordon.Economics.Models;
using Cordon.Economics.Numbers;
using Cordon.Economics.Restaking;

namespace Cordon.Cli.Risk;

/// <summary><c>cordon risk report</c>: five views of a model, and what they mean in plain words.</summary>
internal static class RiskReportCommand
{
    private const int NodesMax = 20_000;

    public static Command Create(Session session)
    {
        Option<string> model = RiskOptions.Model();
        Option<string?> store = RiskOptions.Store();
        Option<string?> output = new("--out", "-o")
        {
            Description = "Write the report as one HTML file",
            HelpName = "FILE.html",
        };
        Option<bool> json = Arguments.Json("every number");
        CordonCommand command = new("report", "Say what is unsafe, by how much, and the cheapest fix",
            "cordon risk report --model samples/risk/lending.yaml --out report.html",
            "cordon risk report --model samples/risk/restaking.yaml --json")
        { model, store, output, json };
        command.SetAction(result => Run(
            session,
            RiskOptions.Read(result.GetValue(model)!, result.GetValue(store)),
            result.GetValue(output),
            result.GetValue(json)));
        return command;
    }

    private static int Run(Session session, RiskModel model, string? path, bool asJson)
    {
        using OutputFile? file = path is null ? null : OutputFile.Create(path, "--out");
        RiskAssessment assessment = Assess(session, model);
        if (file is not null)
        {
            using (StreamWriter text = new(file.Stream, new UTF8Encoding(false), leaveOpen: true))
                RiskHtml.Write(text, assessment, ChartLibrary.Find(session));
            file.Complete();
        }

        if (asJson) AssessmentJson.Write(session.Out, assessment);
        else RiskText.Write(session, assessment, path);
        return assessment.Severity == FindingSeverity.Unsafe ? ExitCode.AnswerIsNo : ExitCode.Success;
    }

    private static RiskAssessment Assess(Session session, RiskModel model)
    {
        StepLine progress = new(session);
        try
        {
            SearchLimits limits = new(NodesMax, Threads: Environment.ProcessorCount);
            return RiskAssessment.Of(model, limits, progress.Show);
        }
        catch (InvalidInputException wrong)
        {
            throw CommandException.BadInput($"--model: {wrong.Message}", wrong);
        }
        finally
        {
            progress.Clear();
        }
    }
}
