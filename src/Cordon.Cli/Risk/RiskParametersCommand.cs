using System.Collections.Immutable;
using System.CommandLine;
using Cordon.Cli.Commands;
using Cordon.Cli.Risk.Model;
using Cordon.Cli.Risk.Report;
using Cordon.Cli.Terminal;
using Cordon.Economics.Models;
using Cordon.Economics.Numbers;
using Cordon.Economics.Parameters;

namespace Cordon.Cli.Risk;

/// <summary><c>cordon risk parameters</c>: the on-chain defaults that a model asks for, and which setting breaks one.
/// </summary>
internal static class RiskParametersCommand
{
    public static Command Create(Session session)
    {
        Option<string> model = RiskOptions.Model();
        Option<string?> store = RiskOptions.Store();
        Option<string?> settings = new("--settings")
        {
            Description = "The contracts' current settings (YAML or JSON; default: the contracts' own defaults)",
            HelpName = "FILE",
        };
        Option<bool> json = Arguments.Json("every rule");
        CordonCommand command = new("parameters",
            "Derive bond, quorum, unbonding, slashes, challenges, stream and bounties, with the inequality behind each",
            "cordon risk parameters --model samples/risk/lending.yaml",
            "cordon risk parameters --model samples/risk/lending.yaml --settings samples/risk/settings.yaml --json")
        { model, store, settings, json };
        command.SetAction(result => Run(
            session,
            RiskOptions.Read(result.GetValue(model)!, result.GetValue(store)),
            result.GetValue(settings) is { } path ? SettingsReader.Read(path) : new ContractSettings(),
            result.GetValue(json)));
        return command;
    }

    private static int Run(Session session, RiskModel model, ContractSettings settings, bool asJson)
    {
        ImmutableArray<ParameterRule> rules;
        try
        {
            rules = ContractParameters.Derive(model, settings);
        }
        catch (InvalidInputException wrong)
        {
            throw CommandException.BadInput($"--model: {wrong.Message}", wrong);
        }

        if (asJson) ParametersJson.Write(session.Out, rules);
        else ParametersText.Write(session, model, rules);
        return rules.Any(rule => rule.IsViolated || rule.IsImpossible) ? ExitCode.AnswerIsNo : ExitCode.Success;
    }
}
