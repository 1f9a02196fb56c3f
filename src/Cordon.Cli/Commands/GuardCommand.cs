using System.CommandLine;
using Cordon.Cli.Configuration;
using Cordon.Cli.Guarding;
using Cordon.Cli.Terminal;

namespace Cordon.Cli.Commands;

/// <summary><c>cordon guard</c>: a guardian node.</summary>
internal static class GuardCommand
{
    public static Command Create(Session session)
    {
        Option<string> config = Arguments.NodeConfig();
        Option<bool> json = Arguments.Json("every event, one a line,");
        Option<bool> all = new("--all")
        {
            Description = "Print routine events too: every block, every pending transaction, every signal",
        };
        CordonCommand command = new(
            "guard",
            "Watch chains, decide within the policy, and act within the chains' bounds, until interrupted",
            "cordon guard --config cordon.yaml",
            "cordon guard --config cordon.yaml --json --all")
        {
            config, json, all,
        };
        command.SetAction((result, cancellation) => new GuardRun(
            session, NodeConfigReader.Read(result.GetValue(config)!), result.GetValue(json), result.GetValue(all))
            .RunAsync(cancellation));
        return command;
    }
}
