using System.CommandLine;
using Cordon.Cli.Guardian.Keys;
using Cordon.Cli.Guardian.Unbonding;
using Cordon.Cli.Terminal;

namespace Cordon.Cli.Guardian;

/// <summary><c>cordon guardian</c>: becoming a guardian, staying one, being paid.</summary>
internal static class GuardianCommand
{
    public static Command Create(Session session) => new CordonCommand("guardian",
        "Register, bond, go on and off duty, be paid, change the key, leave; and how a guardian stands",
        "cordon guardian register --config cordon.yaml --owner guardian.json --endpoint https://guardian.example:7946",
        "cordon guardian status --config cordon.yaml --deployment deployment.json")
    {
        RegisterCommand.Create(session),
        BondCommand.Create(session),
        StatusCommand.Create(session),
        DutyCommand.Create(session),
        WithdrawCommand.Create(session),
        ClaimCommand.Create(session),
        KeyCommand.Create(session),
        UnbondCommand.Create(session),
    };
}
