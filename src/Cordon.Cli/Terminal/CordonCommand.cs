using System.CommandLine;

namespace Cordon.Cli.Terminal;

/// <summary>A command whose help ends with examples.</summary>
internal sealed class CordonCommand(string name, string description, params string[] examples)
    : Command(name, description)
{
    public IReadOnlyList<string> Examples => examples;
}
