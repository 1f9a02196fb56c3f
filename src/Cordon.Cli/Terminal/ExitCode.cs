namespace Cordon.Cli.Terminal;

/// <summary>What a command's exit code means; a public contract.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>The command ran, and the answer is no: findings at or above --fail-on, a benchmark missed.</summary>
    public const int AnswerIsNo = 1;

    /// <summary>An argument, a file or a chain's answer is not what it has to be.</summary>
    public const int BadInput = 2;

    /// <summary>The machine lacks something: a node, a port, space on the disk, a right.</summary>
    public const int Environment = 3;

    /// <summary>Interrupted, as shells count it.</summary>
    public const int Interrupted = 130;
}
