using System.ComponentModel.DataAnnotations;
using System.Net.Sockets;
using Cordon.Domain.Blocks;
using Cordon.Domain.Ports;
using Cordon.Engine.Benchmark.Labels;
using Cordon.Engine.Reorgs;
using Cordon.Engine.Sources.Node;
using Cordon.Ethereum.Rpc;

namespace Cordon.Cli.Terminal;

/// <summary>The one place where a failure becomes a message and an exit code.</summary>
internal static class ErrorRenderer
{
    /// <summary>Writes the message to the error stream and returns the exit code.</summary>
    public static int Render(Session session, Exception failure)
    {
        if (failure is AggregateException { InnerExceptions.Count: 1 } wrapped) failure = wrapped.InnerExceptions[0];
        if (IsClosedPipe(failure)) return ExitCode.Success; // the reader has seen enough, as with `| head`

        (int exitCode, string message) = Explain(failure);
        Write(session, message);
        return exitCode;
    }

    public static void Write(Session session, string message)
    {
        IEnumerable<string> lines = message.ReplaceLineEndings("\n").Split('\n').Select(TerminalText.Clean);
        session.Error.WriteLine($"cordon: {string.Join('\n', lines)}");
    }

    /// <summary>Exit code and message of a failure; one that nobody foresaw keeps its stack for the report.</summary>
    private static (int ExitCode, string Message) Explain(Exception failure) => failure switch
    {
        CommandException known => (known.ExitCode, known.Message),
        BlockFormatException or LabelFormatException or ReorgTooDeepException or ValidationException =>
            (ExitCode.BadInput, failure.Message),
        RpcException or NodeSourceException or StoreException => (ExitCode.Environment, failure.Message),
        OperationCanceledException => (ExitCode.Interrupted, "interrupted"),
        FileNotFoundException or DirectoryNotFoundException => (ExitCode.BadInput, failure.Message),
        UnauthorizedAccessException => (ExitCode.Environment, failure.Message),
        IOException disk => (ExitCode.Environment, disk.Message),
        HttpRequestException or SocketException => (ExitCode.Environment, failure.Message),
        OutOfMemoryException => (ExitCode.Environment, "out of memory"),
        _ => (ExitCode.Environment,
            $"a fault in cordon itself, please report it with what follows:\n{failure}"),
    };

    // EPIPE: the other end of the output is gone.
    private static bool IsClosedPipe(Exception failure) =>
        failure is IOException { HResult: 32 } || (failure is IOException && failure.Message.Contains("Broken pipe"));
}
