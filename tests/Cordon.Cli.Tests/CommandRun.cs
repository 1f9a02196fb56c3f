using System.Text;
using Cordon.Cli.Terminal;

namespace Cordon.Cli.Tests;

/// <summary>The whole program run in this process: exit code and both streams.</summary>
internal sealed record CommandRun(int ExitCode, string Out, string Error)
{
    public static CommandRun Of(params string[] arguments) => Of([], arguments);

    public static CommandRun Of(byte[] input, params string[] arguments)
    {
        using MemoryStream output = new();
        using StringWriter error = new();
        using Session session = new() { In = new MemoryStream(input), Out = output, Error = error, Width = 100 };
        int exitCode = CordonProgram.RunAsync(arguments, session, TestContext.Current.CancellationToken)
            .GetAwaiter().GetResult();
        return new CommandRun(exitCode, Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }
}
