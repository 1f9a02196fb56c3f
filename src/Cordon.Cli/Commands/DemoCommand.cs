using System.CommandLine;
using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using Cordon.Arena;
using Cordon.Arena.Demo;
using Cordon.Cli.Demo;
using Cordon.Cli.Terminal;

namespace Cordon.Cli.Commands;

/// <summary><c>cordon demo</c>: honest trade and two attacks on a local chain, scanned while they happen.</summary>
internal static class DemoCommand
{
    public static Command Create(Session session)
    {
        Option<int?> seed = new("--seed") { Description = "Play the story of this seed again", HelpName = "N" };
        Option<int> swaps = new("--swaps")
        {
            Description = "Honest swaps to play",
            HelpName = "N",
            DefaultValueFactory = _ => new DemoOptions().Swaps,
        };
        Option<bool> json = Arguments.Json("the outcome");
        CordonCommand command = new(
            "demo",
            "Play honest trade and two attacks on a local chain, and scan it while it happens",
            "cordon demo", "cordon demo --seed 7 --json") { seed, swaps, json };
        command.SetAction((result, cancellation) => RunAsync(
            session,
            new DemoOptions
            {
                Seed = result.GetValue(seed) ?? RandomNumberGenerator.GetInt32(int.MaxValue),
                Swaps = result.GetValue(swaps),
            },
            result.GetValue(json),
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        Session session, DemoOptions options, bool asJson, CancellationToken cancellation)
    {
        DemoReport report = await PlayAsync(session, options, cancellation);
        if (asJson)
        {
            DemoJson.Write(report, session.Out);
            session.WriteLine();
        }
        else
        {
            foreach (string line in DemoText.Lines(report)) session.WriteLine(TerminalText.Clean(line));
        }

        return report.IsPassed ? ExitCode.Success : ExitCode.AnswerIsNo;
    }

    private static async Task<DemoReport> PlayAsync(
        Session session, DemoOptions options, CancellationToken cancellation)
    {
        try
        {
            var demo = new ArenaDemo(options, session.Time);
            return await demo.RunAsync(new EngineScanner(session.Time), new DemoNarrator(session), cancellation);
        }
        catch (ValidationException wrong)
        {
            throw CommandException.BadInput(wrong.Message, wrong);
        }
        catch (ArenaException missing)
        {
            throw CommandException.Environment(missing.Message, missing);
        }
    }
}
