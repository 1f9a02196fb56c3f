using System.Text.Json;
using Cordon.Economics.Numbers;
using Cordon.Economics.Sharing;

namespace Cordon.Economics.Verification;

/// <summary>Isolated, pooled and mutual security.</summary>
internal static class SharingCases
{
    private const string Topic = "sharing_models";

    public static IEnumerable<CaseFunction> Functions =>
    [
        new(Topic, "SharingModels", Shared),
        new(Topic, "MultiProviderAttackCost", Providers),
        new(Topic, "MutualPool", Pool),
        new(Topic, "ElasticMinStake", ElasticMinimum),
        new(Topic, "ElasticStretch", Stretch),
    ];

    private static CaseOutput Shared(CaseInputs inputs)
    {
        Rational[] profits = inputs.Exacts("profits");
        Rational[] alphas = inputs.Raw("alpha").ValueKind == JsonValueKind.Array
            ? inputs.Exacts("alpha")
            : [.. Enumerable.Repeat(inputs.Exact("alpha"), profits.Length)];
        SharedSecurity shared = SharedSecurity.Of(
            profits, alphas, inputs.Exact("gamma", 0), inputs.Integer("max_simultaneous_services"));
        return new CaseOutput
        {
            ["isolated_total"] = shared.IsolatedTotal,
            ["isolated_weakest_coc"] = shared.IsolatedWeakestCost,
            ["shared_total_full_collusion"] = shared.SharedTotalFullCollusion,
            ["shared_total_k_bounded"] = shared.SharedTotalBounded,
            ["capital_efficiency_k_bounded"] = OrInfinity(shared.CapitalEfficiency),
            ["per_service_coc_uplift_shared"] = shared.Uplift.Select(OrInfinity),
        };
    }

    private static CaseOutput Providers(CaseInputs inputs)
    {
        ProviderSplit split = ProviderSplit.Of(inputs.Exact("theta"), inputs.Exacts("stake_per_provider"));
        return new CaseOutput
        {
            ["fragmented_attack_cost"] = split.FragmentedCost,
            ["unified_attack_cost"] = split.UnifiedCost,
            ["uplift"] = OrInfinity(split.Uplift),
        };
    }

    private static CaseOutput Pool(CaseInputs inputs)
    {
        MutualPool pool = MutualPool.Of(inputs.Numbers("annual_hack_probability"), inputs.Exacts("loss_given_hack"),
            inputs.Number("confidence"));
        return new CaseOutput
        {
            ["mean_loss"] = pool.MeanLoss,
            ["stdev_loss"] = pool.DeviationOfLoss,
            ["pool_capital_VaR"] = pool.PoolCapital,
            ["isolated_capital"] = pool.IsolatedCapital,
            ["capital_efficiency"] = pool.CapitalEfficiency,
            ["expected_unfunded_loss"] = pool.ExpectedUnfundedLoss,
        };
    }

    private static CaseOutput ElasticMinimum(CaseInputs inputs) => new()
    {
        ["min_validator_stake"] = OrInfinity(ElasticRestaking.MinimumStake(
            inputs.Integer("n_validators"), inputs.Integer("n_services"), inputs.Exact("restaking_degree"),
            inputs.Exact("service_profit"), inputs.Exact("threshold"), inputs.Integer("byzantine_services", 0))),
    };

    private static CaseOutput Stretch(CaseInputs inputs)
    {
        CaseInputs allotments = inputs.Part("allocations");
        (Rational remaining, IReadOnlyDictionary<string, Rational> left) = ElasticRestaking.Stretch(
            inputs.Exact("stake"), allotments.Names.ToDictionary(name => name, name => allotments.Exact(name)),
            inputs.Texts("byzantine"));
        return new CaseOutput
        {
            ["remaining_stake"] = remaining,
            ["remaining_allocations"] = left.ToDictionary(pair => pair.Key, pair => (object?)pair.Value),
        };
    }

    private static object OrInfinity(Rational? value) => value is { } known ? known : double.PositiveInfinity;
}
