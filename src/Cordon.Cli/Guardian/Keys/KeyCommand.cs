using System.CommandLine;
using Cordon.Cli.Terminal;

namespace Cordon.Cli.Guardian.Keys;

/// <summary><c>cordon guardian key</c>: another key for the guardian's node, a day after it was named.</summary>
internal static class KeyCommand
{
    public static Command Create(Session session) => new CordonCommand("key",
        "Give the guardian's node another key: schedule it, and activate it a day later",
        "cordon guardian key schedule --config cordon.yaml --owner guardian.json --next next.yaml",
        "cordon guardian key activate --config cordon.yaml --owner guardian.json")
    {
        KeyScheduleCommand.Create(session),
        KeyActivateCommand.Create(session),
    };
}
