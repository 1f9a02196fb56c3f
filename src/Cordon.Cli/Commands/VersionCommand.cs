using System.CommandLine;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using Cordon.Cli.Terminal;

namespace Cordon.Cli.Commands;

/// <summary><c>cordon version</c>: what runs here.</summary>
internal static class VersionCommand
{
    /// <summary>The version of this build, as in the changelog.</summary>
    public static string Version { get; } =
        typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion;

    private static string Runtime => RuntimeInformation.FrameworkDescription;

    private static string Platform => RuntimeInformation.RuntimeIdentifier;

    public static Command Create(Session session)
    {
        Option<bool> json = Arguments.Json("the versions");
        CordonCommand command = new("version", "Print the versions of cordon and of what it runs on",
            "cordon version", "cordon version --json") { json };
        command.SetAction(result =>
        {
            if (result.GetValue(json)) WriteJson(session);
            else session.WriteLine($"cordon {Version} on {Runtime}, {Platform}");
            return ExitCode.Success;
        });
        return command;
    }

    private static void WriteJson(Session session)
    {
        using (Utf8JsonWriter json = new(session.Out))
        {
            json.WriteStartObject();
            json.WriteString("cordon", Version);
            json.WriteString("runtime", Runtime);
            json.WriteString("platform", Platform);
            json.WriteEndObject();
        }

        session.WriteLine();
    }
}
