using System.CommandLine;
using Cordon.Cli.Commands;
using Cordon.Cli.Terminal;
using Cordon.Ethereum;

namespace Cordon.Cli.Guardian;

/// <summary><c>cordon guardian status</c>: stake, bond, key, duty, pay.</summary>
internal static class StatusCommand
{
    public static Command Create(Session session)
    {
        GuardianOptions options = new();
        Option<string?> guardian = Account();
        Option<bool> json = Arguments.Json("it");
        CordonCommand command = new(
            "status",
            "Show how a guardian stands; exit code 1 where it has no voice or is not paid",
            "cordon guardian status --config cordon.yaml --deployment deployment.json",
            "cordon guardian status --config cordon.yaml --guardian 0x… --json")
        {
            options.Config, options.Chain, options.Deployment, options.From, guardian, json,
        };
        command.SetAction(async (result, cancellation) =>
        {
            Address? given = Parse(result.GetValue(guardian));
            await using GuardianChain chain = await options.OpenAsync(result, session.Time, cancellation);
            Address account = await NodeKey.GuardianAsync(chain, given, cancellation);
            LogSearch logs = options.Search(result, chain, session);
            GuardianStatus status = await new StatusReader(chain, logs).ReadAsync(account, cancellation);
            if (result.GetValue(json)) StatusJson.Write(session, status);
            else StatusText.Write(session, status);
            return status.IsWell ? ExitCode.Success : ExitCode.AnswerIsNo;
        });
        return command;
    }

    /// <summary>Whose: the account, where it is not the one whose key is configured.</summary>
    public static Option<string?> Account() => new("--guardian")
    {
        Description = "The guardian's account (default: the one whose key is configured)",
        HelpName = "ADDRESS",
    };

    /// <exception cref="CommandException">It is no address.</exception>
    public static Address? Parse(string? text) => text is null ? null
        : Address.TryParse(text, out Address account) ? account
        : throw CommandException.BadInput($"--guardian: expected an address, 0x and 40 hex digits, found '{text}'");
}
