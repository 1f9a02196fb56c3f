using Cordon.Economics.Numbers;
using Cordon.Economics.Slashing;

namespace Cordon.Economics.Verification;

/// <summary>Ethereum's penalties and what slashed stake covers.</summary>
internal static class SlashingCases
{
    private const string Topic = "slashing";

    public static IEnumerable<CaseFunction> Functions =>
    [
        new(Topic, "EthereumSlashing", Ethereum),
        new(Topic, "SlashInsurance", Compensation),
    ];

    private static CaseOutput Ethereum(CaseInputs inputs)
    {
        ulong balance = Gwei(inputs, "effective_balance_eth");
        ulong slashed = Gwei(inputs, "slashed_in_window_eth");
        ulong total = Gwei(inputs, "total_active_eth");
        CaseOutput output = [];
        (string Fork, SlashingRules Rules)[] forks =
        [
            ("phase0", SlashingRules.Phase0), ("altair", SlashingRules.Altair),
            ("bellatrix", SlashingRules.Bellatrix), ("electra", SlashingRules.Electra),
        ];
        foreach ((string fork, SlashingRules rules) in forks)
        {
            SlashingPenalty penalty = rules.PenaltyOf(balance, slashed, total);
            output[$"{fork}_initial_gwei"] = penalty.InitialGwei;
            output[$"{fork}_correlation_gwei"] = penalty.CorrelationGwei;
            output["correlation_fraction_continuous"] = penalty.CorrelationFraction;
        }

        return output;
    }

    private static CaseOutput Compensation(CaseInputs inputs)
    {
        SlashCompensation paid = SlashCompensation.Of(
            inputs.Numbers("attributed_stake"), inputs.Numbers("slash_fraction"), inputs.Numbers("harms"));
        return new CaseOutput
        {
            ["slashed_pool"] = paid.SlashedPool,
            ["total_harm"] = paid.TotalHarm,
            ["coverage_ratio"] = paid.CoverageRatio,
            ["payouts"] = paid.Payouts,
            ["strong_safety"] = paid.IsStronglySafe,
            ["residual_burn"] = paid.Residual,
        };
    }

    private static ulong Gwei(CaseInputs inputs, string name)
    {
        Rational gwei = inputs.Exact(name) * (long)SlashingPenalty.IncrementGwei;
        bool fits = gwei.IsInteger && gwei.Sign >= 0 && gwei.Numerator <= ulong.MaxValue;
        return fits ? (ulong)gwei.Numerator : throw inputs.Fault(name, "a number of ether in whole gwei, at least 0");
    }
}
