using System.Text.Json;
using Cordon.Economics.Numbers;
using Cordon.Economics.Survival;

namespace Cordon.Economics.Verification;

/// <summary>Times to detect and to repair.</summary>
internal static class SurvivalCases
{
    private const string Topic = "survival";

    public static IEnumerable<CaseFunction> Functions =>
    [
        new(Topic, "SurvivalFit", Fit),
        new(Topic, "LogRankCox", Compare),
        new(Topic, "Availability", Available),
    ];

    private static CaseOutput Fit(CaseInputs inputs)
    {
        Duration[] data = DurationsOf(inputs, "data");
        SurvivalCurve curve = SurvivalCurve.Of(data);
        WeibullFit? weibull = WeibullFit.Of(data);
        CaseOutput output = new()
        {
            ["km_times"] = curve.Steps.Select(step => step.Time),
            ["at_risk"] = curve.Steps.Select(step => step.AtRisk),
            ["events"] = curve.Steps.Select(step => step.Events),
            ["survival"] = curve.Steps.Select(step => step.Survival),
            ["greenwood_se"] = curve.Steps.Select(step => step.StandardError),
            ["nelson_aalen"] = curve.Steps.Select(step => step.CumulativeHazard),
            ["median"] = curve.Median,
            ["exponential_rate"] = curve.ExponentialRate,
            ["exponential_mean"] = curve.ExponentialMean is { } mean ? mean : double.PositiveInfinity,
            ["weibull_shape"] = weibull?.Shape,
            ["weibull_scale"] = weibull?.Scale,
            ["weibull_loglik"] = weibull?.LogLikelihood,
        };
        if (inputs.Has("tau"))
        {
            Rational tau = inputs.Exact("tau");
            output["rmst"] = new Dictionary<string, object?> { ["tau"] = tau, ["value"] = curve.RestrictedMean(tau) };
        }

        return output;
    }

    private static CaseOutput Compare(CaseInputs inputs)
    {
        Duration[] first = DurationsOf(inputs, "group1");
        Duration[] second = DurationsOf(inputs, "group2");
        LogRankTest test = LogRankTest.Of(first, second);
        Duration[] all = [.. first, .. second];
        double[][] isFirst = [.. all.Select((_, i) => new[] { i < first.Length ? 1.0 : 0.0 })];
        CoxRegression? efron = CoxRegression.Fit(all, isFirst, TieMethod.Efron);
        CoxRegression? breslow = CoxRegression.Fit(all, isFirst, TieMethod.Breslow);
        return new CaseOutput
        {
            ["observed1"] = test.Observed,
            ["expected1"] = test.Expected,
            ["variance"] = test.Variance,
            ["chi_square"] = test.ChiSquare,
            ["p_value"] = test.PValue,
            ["cox_beta_efron"] = efron?.Coefficients[0],
            ["cox_se_efron"] = efron?.StandardErrors[0],
            ["cox_beta_breslow"] = breslow?.Coefficients[0],
            ["cox_se_breslow"] = breslow?.StandardErrors[0],
        };
    }

    private static CaseOutput Available(CaseInputs inputs)
    {
        Availability availability =
            new Availability(inputs.Number("mtbf_hours"), inputs.Number("mttr_hours")).Checked();
        return new CaseOutput
        {
            ["availability"] = availability.Share,
            ["unavailable_hours_per_year"] = availability.DownHoursPerYear,
        };
    }

    private static Duration[] DurationsOf(CaseInputs inputs, string name) =>
        [.. inputs.Parts(name).Select(item => new Duration(item.Exact("time"), IsEvent(item)))];

    private static bool IsEvent(CaseInputs item)
    {
        if (item.Raw("event").ValueKind is JsonValueKind.True or JsonValueKind.False) return item.Flag("event");
        return item.Integer("event") switch
        {
            0 => false,
            1 => true,
            _ => throw item.Fault("event", "0 or 1"),
        };
    }
}
