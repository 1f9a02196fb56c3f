using Cordon.Economics.Clearing;
using Cordon.Economics.Contagion;
using Cordon.Economics.Numbers;

namespace Cordon.Economics.Verification;

/// <summary>Clearing payments and DebtRank, as exact fractions.</summary>
internal static class ContagionCases
{
    public static IEnumerable<CaseFunction> Functions =>
    [
        new("clearing", "ClearingVector", Clear),
        new("debtrank", "DebtRank", Rank),
    ];

    private static CaseOutput Clear(CaseInputs inputs)
    {
        ClearingProblem<Rational> problem = new(
            inputs.ExactRows("liabilities"),
            inputs.Exacts("external_assets"),
            inputs.Exact("alpha", Rational.One),
            inputs.Exact("beta", Rational.One));
        ClearingResult<Rational> greatest = ClearingVector.Greatest(problem);
        return new CaseOutput
        {
            ["clearing_vector"] = greatest.Payments,
            ["greatest_clearing_vector"] = greatest.Payments,
            ["equity"] = greatest.Equity,
            ["recovery"] = greatest.Recovery,
            ["default_rounds"] = greatest.DefaultRounds,
            ["n_defaults"] = greatest.DefaultCount,
            ["n_defaults_greatest"] = greatest.DefaultCount,
            ["total_shortfall"] = greatest.Shortfall,
            ["least_clearing_vector"] = new Func<object?>(() => ClearingVector.Least(problem).Payments),
            ["n_defaults_least"] = new Func<object?>(() => ClearingVector.Least(problem).DefaultCount),
        };
    }

    private static CaseOutput Rank(CaseInputs inputs)
    {
        Rational[] equity = inputs.Exacts("equity");
        DebtRankNetwork<Rational> network = new(
            inputs.ExactRows("assets_matrix"),
            equity,
            inputs.Has("weights") ? inputs.Exacts("weights") : [.. equity.Select(_ => Rational.One)]);
        Rational[] initial = inputs.Exacts("initial_stress");
        _ = inputs.Has("assets_convention");
        DebtRankResult<Rational> single = DebtRank.SingleHit(network, initial);
        Func<DebtRankResult<Rational>> multi = () => DebtRank.MultiHit(network, initial);
        return new CaseOutput
        {
            ["single_hit_final"] = single.Stress,
            ["single_hit_debtrank"] = single.DebtRank,
            ["multi_hit_final"] = new Func<object?>(() => multi().Stress),
            ["multi_hit_debtrank"] = new Func<object?>(() => multi().DebtRank),
        };
    }
}
