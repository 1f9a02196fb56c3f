using System.CommandLine;
using Cordon.Cli.Commands;
using Cordon.Cli.Risk.Simulation;
using Cordon.Cli.Terminal;
using Cordon.Economics.Numbers;
using Cordon.Economics.Simulation.Mechanism;

namespace Cordon.Cli.Risk;

/// <summary><c>cordon risk simulate</c>: plays the mechanism agent by agent and looks for what breaks it.</summary>
internal static class RiskSimulateCommand
{
    private const int SearchRunsMax = 100;

    public static Command Create(Session session)
    {
        Option<string?> model = new("--model", "--config")
        {
            Description = "A risk model, or a YAML file with mechanism, attack and guardians",
            HelpName = "FILE",
        };
        Option<int> runs = new("--runs")
        {
            Description = "Independent runs",
            HelpName = "N",
            DefaultValueFactory = _ => 400,
        };
        Option<int> epochs = new("--epochs")
        {
            Description = "Hours a run",
            HelpName = "N",
            DefaultValueFactory = _ => 720,
        };
        Option<ulong> seed = new("--seed")
        {
            Description = "The same seed gives the same numbers",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
        };
        Option<bool> noSearch = new("--no-search")
        {
            Description = "Leave out the searches for deviations and parameters",
        };
        Option<bool> check = new("--check")
        {
            Description = "Also play games whose answers are known; exit code 1 when one is off by over 4 errors",
        };
        Option<int> threads = Arguments.Threads("play runs");
        Option<bool> json = Arguments.Json("every number");
        CordonCommand command = new("simulate",
            "Simulate guardians, delegators and attackers; find the best deviation and better parameters",
            "cordon risk simulate",
            "cordon risk simulate --model samples/risk/lending.yaml --runs 2000 --seed 7 --json > simulation.json",
            "cordon risk simulate --check") { model, runs, epochs, seed, noSearch, check, threads, json };
        command.SetAction((result, cancellation) =>
        {
            SimulationPlan plan = new(result.GetValue(runs), result.GetValue(epochs), result.GetValue(seed),
                result.GetValue(threads));
            SimulationConfig config = result.GetValue(model) is { } file
                ? SimulationConfigReader.Read(file)
                : SimulationConfig.Default;
            SimulationReport report = Simulate(
                session, config, plan, !result.GetValue(noSearch), result.GetValue(check), cancellation);
            if (result.GetValue(json)) SimulationJson.Write(session, report);
            else SimulationTable.Write(session, report);
            bool isBelieved = report.Checks?.All(one => one.Agrees) ?? true;
            return Task.FromResult(isBelieved ? ExitCode.Success : ExitCode.AnswerIsNo);
        });
        return command;
    }

    private static SimulationReport Simulate(
        Session session, SimulationConfig config, SimulationPlan plan, bool searches, bool checks,
        CancellationToken cancellation)
    {
        StepLine line = new(session);
        SimulationProgress progress = new(line);
        try
        {
            progress.Begin("simulating");
            SimulationOutcome outcome = MechanismSimulation.Run(
                config.Mechanism, config.Attack, config.Guardians, plan, progress, cancellation);
            Deviation? attack = null;
            Deviation? guarding = null;
            ParameterProposal? proposal = null;
            if (searches)
            {
                int guardians = Math.Max(10, config.Guardians.Sum(group => group.Count));
                SimulationPlan search = plan with { Runs = Math.Min(plan.Runs, SearchRunsMax) };
                progress.Begin("looking for the most profitable attack");
                attack = AttackSearch.MostProfitable(config.Mechanism, guardians, plan.Seed);
                progress.Begin("looking for the most profitable way of guarding");
                guarding = DeviationSearch.MostProfitable(
                    config.Mechanism, config.Attack, guardians, search, progress, cancellation);
                progress.Begin("looking for better parameters");
                proposal = ParameterSearch.Best(config.Mechanism, config.Attack, plan, progress, cancellation);
            }

            if (checks) progress.Begin("playing games whose answers are known");
            return new SimulationReport(config, plan, outcome, attack, guarding, proposal,
                checks ? ClosedFormChecks.Run(plan.Seed) : null);
        }
        catch (InvalidInputException wrong)
        {
            throw CommandException.BadInput($"simulation: {wrong.Message}", wrong);
        }
        finally
        {
            line.Clear();
        }
    }
}
