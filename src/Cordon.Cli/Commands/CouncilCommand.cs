using System.CommandLine;
using Cordon.Cli.Terminal;

namespace Cordon.Cli.Commands;

/// <summary><c>cordon council</c>: for the owners of the Safe that can overturn, resolve and extend.</summary>
internal static class CouncilCommand
{
    public static Command Create(Session session) => new CordonCommand("council",
        "For council members: what am I signing?",
        "cordon council show tx.json --rpc http://127.0.0.1:8545")
    {
        CouncilShowCommand.Create(session),
    };
}
