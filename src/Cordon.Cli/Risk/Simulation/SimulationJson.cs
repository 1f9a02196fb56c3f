using System.Text.Json;
using System.Text.Json.Serialization;
using Cordon.Cli.Terminal;
using Cordon.Economics.Simulation.Mechanism;

namespace Cordon.Cli.Risk.Simulation;

/// <summary>A simulation as JSON, every number of it.</summary>
internal static class SimulationJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        WriteIndented = true,
    };

    public static void Write(Session session, SimulationReport report)
    {
        JsonSerializer.Serialize(session.Out, new
        {
            // Numbers above 2^53 do not survive every reader.
            Seed = report.Plan.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture),
            report.Plan.Runs,
            report.Plan.Epochs,
            report.Config.Mechanism,
            report.Config.Attack,
            Strategies = report.Outcome.Strategies,
            report.Outcome.Margin,
            report.Outcome.Opportunities,
            report.Outcome.Attacks,
            report.Outcome.LossPerAttack,
            report.Outcome.ProfitPerAttack,
            report.Outcome.StoppedShare,
            report.Outcome.FalsePausesPerEpoch,
            report.Outcome.DelegationLeft,
            report.Outcome.LowestPrice,
            report.Outcome.GuardianEpochs,
            report.BestAttack,
            report.BestGuarding,
            Proposal = report.Proposal is { } proposal ? ProposalOf(report.Config.Mechanism, proposal) : null,
            report.Checks,
        }, Options);
        session.WriteLine();
    }

    private static object ProposalOf(MechanismParameters from, ParameterProposal proposal) => new
    {
        MarginBefore = proposal.Before.Margin,
        MarginAfter = proposal.After.Margin,
        proposal.PredictedMargin,
        Changes = ProposedChange.Of(from, proposal.Parameters),
    };
}
