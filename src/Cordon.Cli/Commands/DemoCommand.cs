using System.CommandLine;
using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using Cordon.Arena;
using Cordon.Arena.Guards;
using Cordon.Arena.Scenarios;
using Cordon.Arena.Trials;
using Cordon.Cli.Demo;
using Cordon.Cli.Terminal;
using Cordon.Contracts.Deployment;
using Cordon.Ethereum.Rpc;

namespace Cordon.Cli.Commands;

/// <summary><c>cordon demo</c>: attacks on a local chain, each without Cordon and with it.</summary>
internal static class DemoCommand
{
    public static Command Create(Session session)
    {
        Option<int?> seed = new("--seed") { Description = "Play the story of this seed again", HelpName = "N" };
        Option<string[]> only = new("--scenario")
        {
            Description = "Play this one alone; may be given several times",
            HelpName = "NAME",
        };
        Option<double> blockTime = new("--block-time")
        {
            Description = "Seconds between blocks while the guard is at work",
            HelpName = "S",
            DefaultValueFactory = _ => new TrialOptions().BlockTime.TotalSeconds,
        };
        Option<bool> json = Arguments.Json("the outcome");
        CordonCommand command = new(
            "demo",
            "Play attacks and honest life on a local chain, each without Cordon and with it",
            "cordon demo", "cordon demo --scenario price-manipulation --json") { seed, only, blockTime, json };
        command.SetAction((result, cancellation) => RunAsync(
            session,
            new NodeGuard(session.Time),
            Choose(result.GetValue(only) ?? []),
            new TrialOptions
            {
                Seed = result.GetValue(seed) ?? RandomNumberGenerator.GetInt32(int.MaxValue),
                BlockTime = TimeSpan.FromSeconds(result.GetValue(blockTime)),
            },
            result.GetValue(json),
            cancellation));
        return command;
    }

    /// <summary>Plays the scenarios with a guard; 1 when any is not as expected.</summary>
    public static async Task<int> RunAsync(
        Session session, IArenaGuard guard, IReadOnlyList<IScenario> scenarios, TrialOptions options, bool asJson,
        CancellationToken cancellation)
    {
        long start = session.Time.GetTimestamp();
        IReadOnlyList<TrialReport> reports = await PlayAsync(session, guard, scenarios, options, cancellation);
        TimeSpan took = session.Time.GetElapsedTime(start);
        if (asJson)
        {
            DemoJson.Write(reports, options, took, session.Out);
            session.WriteLine();
        }
        else
        {
            session.WriteLine();
            foreach (string line in DemoText.Story(reports[0], session.Width)) session.WriteLine(line);
            session.WriteLine();
            foreach (string line in DemoText.Table(reports)) session.WriteLine(TerminalText.Clean(line));
            session.WriteLine($"{reports.Count(report => report.IsMet)} of {reports.Count} as expected, in "
                + $"{took.TotalSeconds:0} s; seed {options.Seed}.");
        }

        return reports.All(report => report.IsMet) ? ExitCode.Success : ExitCode.AnswerIsNo;
    }

    private static async Task<IReadOnlyList<TrialReport>> PlayAsync(
        Session session, IArenaGuard guard, IReadOnlyList<IScenario> scenarios, TrialOptions options,
        CancellationToken cancellation)
    {
        var narrator = new DemoNarrator(session, scenarios.Count);
        try
        {
            narrator.SettingUp();
            await using TrialGround ground = await TrialGround.BuildAsync(options, session.Time, cancellation);
            var trial = new Trial(ground, guard, narrator);
            var reports = new List<TrialReport>();
            foreach (IScenario scenario in scenarios) reports.Add(await trial.RunAsync(scenario, cancellation));
            return reports;
        }
        catch (ValidationException wrong)
        {
            throw CommandException.BadInput(wrong.Message, wrong);
        }
        catch (Exception missing) when (missing is ArenaException or DeploymentException or RpcException)
        {
            throw CommandException.Environment(missing.Message, missing);
        }
    }

    private static IReadOnlyList<IScenario> Choose(string[] names)
    {
        if (names.Length == 0) return ScenarioBook.All;
        foreach (string name in names)
        {
            if (ScenarioBook.All.Any(scenario => scenario.Card.Name == name)) continue;
            string known = string.Join(", ", ScenarioBook.All.Select(scenario => scenario.Card.Name));
            throw CommandException.BadInput($"--scenario: expected one of {known}, found '{name}'");
        }

        return [.. ScenarioBook.All.Where(scenario => names.Contains(scenario.Card.Name))];
    }
}
