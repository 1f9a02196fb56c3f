using System.CommandLine;
using Cordon.Cli.Checking;
using Cordon.Cli.Configuration;
using Cordon.Cli.Terminal;

namespace Cordon.Cli.Commands;

/// <summary><c>cordon check</c>: whether what a configuration says is so.</summary>
internal static class CheckCommand
{
    public static Command Create(Session session)
    {
        Option<string> config = Arguments.NodeConfig();
        Option<bool> json = Arguments.Json("each thing that was checked, one a line,");
        CordonCommand command = new(
            "check",
            "Compare a configuration with its chains: endpoints, contracts, policies, invariants, the guardian",
            "cordon check --config cordon.yaml",
            "cordon check --config cordon.yaml --json")
        {
            config, json,
        };
        command.SetAction(async (result, cancellation) =>
        {
            ConfigCheck check = new(
                NodeConfigReader.Read(result.GetValue(config)!), Environment.GetEnvironmentVariable, session.Time);
            IReadOnlyList<CheckLine> lines = await check.RunAsync(cancellation);
            if (result.GetValue(json)) CheckJson.Write(session, lines);
            else CheckText.Write(session, lines);
            return lines.Any(line => line.Level == CheckLevel.Wrong) ? ExitCode.AnswerIsNo
                : lines.Any(line => line.Level == CheckLevel.Unreachable) ? ExitCode.Environment
                : ExitCode.Success;
        });
        return command;
    }
}
