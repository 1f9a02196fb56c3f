using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Cordon.Cli.Commands;
using Cordon.Cli.Terminal;
using Cordon.Economics.Calibration;

namespace Cordon.Cli.Risk;

/// <summary><c>cordon risk calibrate</c>: how far signals and incidents can be believed, from those that somebody
/// labelled.</summary>
internal static class RiskCalibrateCommand
{
    public static Command Create(Session session)
    {
        Option<string> history = new("--history")
        {
            Description = "JSON lines: signals or incidents with a label, true or false, added to each",
            HelpName = "FILE",
            Required = true,
        };
        Option<int> bins = new("--bins")
        {
            Description = "Bins of the reliability table, 1 to 1000",
            HelpName = "N",
            DefaultValueFactory = _ => 10,
        };
        Option<bool> json = Arguments.Json("the scores");
        CordonCommand command = new("calibrate",
            "Compare the confidence of labelled signals or incidents with how often they were right",
            "cordon risk calibrate --history labelled.jsonl",
            "cordon risk calibrate --history labelled.jsonl --bins 5 --json") { history, bins, json };
        command.SetAction(result =>
        {
            int wanted = result.GetValue(bins);
            if (wanted is < 1 or > 1_000)
                throw CommandException.BadInput($"--bins: expected 1 to 1000, found {wanted}");
            LabelledHistory labelled = LabelledHistory.Read(result.GetValue(history)!);
            CalibrationScores scores = CalibrationScores.Of(labelled.Forecasts, labelled.Outcomes, wanted);
            if (result.GetValue(json)) WriteJson(session, scores);
            else WriteTable(session, scores);
            return ExitCode.Success;
        });
        return command;
    }

    private static void WriteTable(Session session, CalibrationScores scores)
    {
        session.WriteLine(Text($"{scores.Count:N0} labelled, {scores.Positives:N0} of them right"));
        session.WriteLine(Text($"Brier score {scores.Brier:N4} (0 is perfect, 0.25 is always one half)"));
        session.WriteLine(Text($"calibration error {scores.ExpectedCalibrationError:N4}"));
        if (scores.BrierSkill is { } skill) session.WriteLine(Text($"better than the base rate by {skill:P1}"));
        if (scores.Auc is { } auc)
            session.WriteLine(Text($"right ones rank above wrong ones in {auc.ToDouble():P1} of the pairs"));
        session.WriteLine();
        session.WriteLine($"{"claimed",-14} {"count",7} {"mean claim",11} {"were right",11}");
        foreach (ReliabilityBin bin in scores.Bins.Where(bin => bin.Count > 0))
        {
            string range = Text($"{bin.From:0.###} - {bin.To:0.###}");
            session.WriteLine(
                Text($"{range,-14} {bin.Count,7:N0} {bin.MeanForecast,11:P1} {bin.ObservedShare,11:P1}"));
        }
    }

    private static void WriteJson(Session session, CalibrationScores scores)
    {
        using (Utf8JsonWriter json = new(session.Out, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("count", scores.Count);
            json.WriteNumber("positives", scores.Positives);
            json.WriteNumber("brier", scores.Brier);
            json.WriteNumber("expectedCalibrationError", scores.ExpectedCalibrationError);
            // A certain claim that failed has no finite log loss, and JSON has no infinity.
            if (double.IsFinite(scores.LogLoss)) json.WriteNumber("logLoss", scores.LogLoss);
            else json.WriteNull("logLoss");
            if (scores.BrierSkill is { } skill) json.WriteNumber("brierSkill", skill);
            if (scores.Auc is { } auc) json.WriteNumber("auc", auc.ToDouble());
            json.WriteStartArray("bins");
            foreach (ReliabilityBin bin in scores.Bins.Where(bin => bin.Count > 0))
            {
                json.WriteStartObject();
                json.WriteNumber("from", bin.From);
                json.WriteNumber("to", bin.To);
                json.WriteNumber("count", bin.Count);
                json.WriteNumber("meanForecast", bin.MeanForecast);
                json.WriteNumber("observedShare", bin.ObservedShare);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        session.WriteLine();
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
