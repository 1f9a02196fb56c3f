using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Cordon.Cli.Commands;
using Cordon.Cli.Guardian;
using Cordon.Cli.Terminal;

namespace Cordon.Cli;

/// <summary>The whole program for given arguments and streams, so that a test can run it in its own process.</summary>
internal static class CordonProgram
{
    /// <summary>Runs one command; never throws for what a person or a chain can cause.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] arguments, Session session, CancellationToken cancellation)
    {
        try
        {
            int exitCode = await InvokeAsync(Commands(session).Parse(arguments), session, cancellation);
            await session.Out.FlushAsync(CancellationToken.None);
            return exitCode;
        }
        catch (Exception failure)
        {
            return ErrorRenderer.Render(session, failure);
        }
    }

    /// <summary>The command tree.</summary>
    public static RootCommand Commands(Session session)
    {
        RootCommand root = new("""
            Cordon finds attacks and dangerous events in what a chain did, with evidence a person can check.

            Exit codes: 0 success, 1 the answer is no, 2 bad input, 3 the environment lacks something.
            """)
        {
            ScanCommand.Create(session),
            FactsCommand.Create(session),
            RecordCommand.Create(session),
            ExplainCommand.Create(session),
            DetectorsCommand.Create(session),
            BenchmarkDetectionCommand.Create(session),
            RiskCommand.Create(session),
            CheckCommand.Create(session),
            CouncilCommand.Create(session),
            GuardianCommand.Create(session),
            GuardCommand.Create(session),
            DecisionsCommand.Create(session),
            AnswerCommand.Confirm(session),
            AnswerCommand.Refuse(session),
            DeployCommand.Create(session),
            DemoCommand.Create(session),
            CompletionCommand.Create(session),
            VersionCommand.Create(session),
        };
        foreach (HelpOption help in root.Options.OfType<HelpOption>())
            help.Action = new HelpWithExamples((HelpAction)help.Action!);
        return root;
    }

    private static async Task<int> InvokeAsync(ParseResult parsed, Session session, CancellationToken cancellation)
    {
        bool onlyAsks = parsed.Action is { ClearsParseErrors: true };
        if (parsed.Errors.Count > 0 && !onlyAsks) return Refuse(parsed, session);

        await using StreamWriter output = new(session.Out, leaveOpen: true) { NewLine = "\n" };
        InvocationConfiguration configuration = new()
        {
            Output = output,
            Error = session.Error,
            EnableDefaultExceptionHandler = false,
        };
        return await parsed.InvokeAsync(configuration, cancellation);
    }

    private static int Refuse(ParseResult parsed, Session session)
    {
        // A word that is no command leaves the command missing as well; that second complaint would only confuse.
        IReadOnlyList<string> unknown = parsed.UnmatchedTokens;
        foreach (string message in parsed.Errors.Select(error => error.Message).Distinct())
        {
            if (unknown.Count == 0 || unknown.Any(word => message.Contains(word, StringComparison.Ordinal)))
                ErrorRenderer.Write(session, message);
        }

        Command command = parsed.CommandResult.Command;
        string help = command is RootCommand ? "cordon --help" : $"cordon {command.Name} --help";
        ErrorRenderer.Write(session, $"see {help}");
        return ExitCode.BadInput;
    }
}
