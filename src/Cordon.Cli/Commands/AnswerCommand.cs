using System.CommandLine;
using Cordon.Cli.Configuration;
using Cordon.Cli.Terminal;
using Cordon.Domain.Policies;
using Cordon.Node;
using Cordon.Response.Policies;
using Cordon.Storage.Sqlite;

namespace Cordon.Cli.Commands;

/// <summary><c>cordon confirm</c> and <c>cordon refuse</c>: a human's answer, which a running node takes up within a
/// second.</summary>
internal static class AnswerCommand
{
    public static Command Confirm(Session session) => Create(
        session, "confirm", "Let a node do what waits for a human", Decider.Confirm);

    public static Command Refuse(Session session) => Create(
        session, "refuse", "Keep a node from doing what waits for a human", Decider.Refuse);

    private static CordonCommand Create(
        Session session, string name, string description,
        Func<ResponseDecision, string, DateTimeOffset, ResponseDecision> answer)
    {
        Argument<string> key = new("KEY")
        {
            Description = "As 'cordon decisions --waiting' lists it",
            HelpName = "KEY",
        };
        Option<string> config = Arguments.NodeConfig();
        Option<string?> human = new("--by")
        {
            Description = "Who answers, for the record (default: the user of this terminal)",
            HelpName = "NAME",
        };
        CordonCommand command = new(
            name, description, $"cordon {name} 3cf00dc7d5f544aa2ca4990566945f13/pause --config cordon.yaml")
        {
            key, config, human,
        };
        command.SetAction(result =>
        {
            string folder = NodeConfigReader.Read(result.GetValue(config)!).DataFolder;
            using SqliteDecisionStore store = SqliteDecisionStore.OpenExisting(NodeFiles.Decisions(folder));
            string wanted = result.GetValue(key)!;
            ResponseDecision decision = store.Find(wanted)
                ?? throw CommandException.BadInput($"there is no decision '{wanted}'; see: cordon decisions --waiting");
            if (decision.Permission != Permission.NeedsHuman)
            {
                ErrorRenderer.Write(session, $"{wanted} is {ResponseDecisionJson.NameOf(decision.Permission)}, it "
                    + $"waits for nobody: {decision.Reasons.FirstOrDefault()}");
                return ExitCode.AnswerIsNo;
            }

            string who = result.GetValue(human) ?? Environment.UserName;
            ResponseDecision answered = answer(decision, who, session.Time.GetUtcNow());
            store.Keep([answered]);
            session.WriteLine($"{ResponseDecisionJson.NameOf(answered.Permission)}: {TerminalText.Clean(wanted)}");
            return ExitCode.Success;
        });
        return command;
    }
}
