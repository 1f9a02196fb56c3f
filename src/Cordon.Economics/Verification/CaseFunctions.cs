using System.Collections.Immutable;

namespace Cordon.Economics.Verification;

/// <summary>Every function that reference cases can name: one line a topic.</summary>
public static class CaseFunctions
{
    public static ImmutableArray<CaseFunction> All { get; } =
    [
        .. BountyCases.Functions,
        .. BriberyCases.Functions,
        .. BudgetCases.Functions,
        .. CoalitionGameCases.Functions,
        .. ContagionCases.Functions,
        .. CoordinationCases.Functions,
        .. CorruptionCases.Functions,
        .. FusionCases.Functions,
        .. GovernanceCases.Functions,
        .. LiquidationCases.Functions,
        .. MarketCases.Functions,
        .. PricingCases.Functions,
        .. QuickestDetectionCases.Functions,
        .. RestakingCases.Functions,
        .. SharingCases.Functions,
        .. SimulationCases.Functions,
        .. SlashingCases.Functions,
        .. SlashingRiskCases.Functions,
        .. SurvivalCases.Functions,
        .. VerifierCases.Functions,
    ];

    /// <summary>The functions of a topic; empty for a topic that is not known.</summary>
    public static IEnumerable<CaseFunction> Of(string topic) => All.Where(function => function.Topic == topic);
}
