using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Cordon.Cli.Configuration;
using Cordon.Cli.Terminal;
using Cordon.Domain.Incidents;
using Cordon.Domain.Policies;
using Cordon.Domain.Signals;
using Cordon.Node;
using Cordon.Node.Settings;
using Cordon.Response.Confirming;
using Cordon.Storage.Sqlite;

namespace Cordon.Cli.Commands;

/// <summary><c>cordon decisions</c>: what a node decided, and what waits for a human.</summary>
internal static class DecisionsCommand
{
    public static Command Create(Session session)
    {
        Option<string> config = Arguments.NodeConfig();
        Option<bool> waiting = new("--waiting") { Description = "Only what waits for a human" };
        Option<int> days = new("--days")
        {
            Description = "How many days back",
            HelpName = "N",
            DefaultValueFactory = _ => 7,
        };
        Option<bool> json = Arguments.Json("them, one a line,");
        CordonCommand command = new(
            "decisions",
            "List what a node decided, with the reasons and the policy's version",
            "cordon decisions --config cordon.yaml --waiting",
            "cordon decisions --config cordon.yaml --json")
        {
            config, waiting, days, json, Show(session),
        };
        command.SetAction(result =>
        {
            string folder = NodeConfigReader.Read(result.GetValue(config)!).DataFolder;
            using SqliteDecisionStore store = SqliteDecisionStore.OpenReadOnly(NodeFiles.Decisions(folder));
            DateTimeOffset since = session.Time.GetUtcNow() - TimeSpan.FromDays(Math.Max(0, result.GetValue(days)));
            IEnumerable<ResponseDecision> decisions = store.ReadSince(null, since);
            if (result.GetValue(waiting))
            {
                decisions = decisions.GroupBy(decision => decision.Key).Select(group => group.Last())
                    .Where(decision => decision.Permission == Permission.NeedsHuman);
            }

            if (result.GetValue(json)) WriteJson(session, decisions);
            else WriteText(session, decisions, store);
            return ExitCode.Success;
        });
        return command;
    }

    private static CordonCommand Show(Session session)
    {
        Argument<string> key = new("KEY") { Description = "As 'cordon decisions' lists it", HelpName = "KEY" };
        Option<string> config = Arguments.NodeConfig();
        Option<bool> json = Arguments.Json("it, with what a Safe's owners sign,");
        CordonCommand command = new(
            "show",
            "Show one decision, and what the owners of a Safe sign where the policy asks them",
            "cordon decisions show 3cf00dc7d5f544aa2ca4990566945f13/pause --config cordon.yaml")
        {
            key, config, json,
        };
        command.SetAction(result =>
        {
            NodeSettings settings = NodeConfigReader.Read(result.GetValue(config)!);
            using SqliteDecisionStore store = SqliteDecisionStore.OpenReadOnly(
                NodeFiles.Decisions(settings.DataFolder));
            string wanted = result.GetValue(key)!;
            ResponseDecision decision = store.Find(wanted)
                ?? throw CommandException.BadInput($"there is no decision '{wanted}'; see: cordon decisions");
            SafeQuestion? question = decision.Permission == Permission.NeedsHuman
                ? settings.SafeQuestionOf(decision, store.FindIncident(decision.Incident))
                : null;
            if (result.GetValue(json))
            {
                SafeText.WriteJson(session, decision, question);
                return ExitCode.Success;
            }

            WriteText(session, [decision], store);
            if (question is not null) SafeText.Write(session, question);
            return ExitCode.Success;
        });
        return command;
    }

    private static void WriteJson(Session session, IEnumerable<ResponseDecision> decisions)
    {
        foreach (ResponseDecision decision in decisions)
        {
            using (Utf8JsonWriter json = new(session.Out, SignalJson.WriterOptions))
                ResponseDecisionJson.Write(json, decision);
            session.WriteLine();
        }
    }

    private static void WriteText(
        Session session, IEnumerable<ResponseDecision> decisions, SqliteDecisionStore store)
    {
        bool isEmpty = true;
        foreach (ResponseDecision decision in decisions)
        {
            isEmpty = false;
            string at = decision.At.UtcDateTime.ToString("u", CultureInfo.InvariantCulture);
            string permission = ResponseDecisionJson.NameOf(decision.Permission);
            session.WriteLine(TerminalText.Clean($"{at}  {permission,-11}  {decision.Key}  {decision.Protocol}"));
            session.WriteLine("    " + TerminalText.Wrap(
                TerminalText.Clean(string.Join(' ', decision.Reasons)), 4, session.Width));
            if (decision.Permission == Permission.NeedsHuman && store.FindIncident(decision.Incident) is { } incident)
                WriteQuestion(session, decision, incident);
        }

        if (isEmpty) session.WriteLine("none");
    }

    private static void WriteQuestion(Session session, ResponseDecision decision, Incident incident)
    {
        session.WriteLine("    " + TerminalText.Wrap(TerminalText.Clean(incident.Summary), 4, session.Width));
        session.WriteLine($"    answer with: cordon confirm {decision.Key}    or: cordon refuse {decision.Key}");
    }
}
