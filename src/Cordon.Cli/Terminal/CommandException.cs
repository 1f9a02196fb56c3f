namespace Cordon.Cli.Terminal;

/// <summary>Ends a command with a message for the person at the terminal.</summary>
/// <param name="exitCode">One of <see cref="ExitCode"/>.</param>
/// <param name="message">What was found, where, and what was expected or what to do.</param>
internal sealed class CommandException(int exitCode, string message, Exception? cause = null)
    : Exception(message, cause)
{
    public int ExitCode => exitCode;

    public static CommandException BadInput(string message, Exception? cause = null) =>
        new(Terminal.ExitCode.BadInput, message, cause);

    public static CommandException Environment(string message, Exception? cause = null) =>
        new(Terminal.ExitCode.Environment, message, cause);
}
