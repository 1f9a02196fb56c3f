using System.CommandLine;
using Cordon.Cli.Terminal;

namespace Cordon.Cli.Guardian.Unbonding;

/// <summary><c>cordon guardian unbond</c>: the ways out, of a part of the stake or of all of it.</summary>
internal static class UnbondCommand
{
    public static Command Create(Session session) => new CordonCommand("unbond",
        "Take stake or bond back: 'status' shows what unbonds, and until when",
        "cordon guardian unbond begin --config cordon.yaml --owner guardian.json --amount 500",
        "cordon guardian unbond claim --config cordon.yaml --owner guardian.json")
    {
        UnbondBeginCommand.Create(session),
        UnbondClaimCommand.Create(session),
        UnbondBondCommand.Create(session),
    };
}
