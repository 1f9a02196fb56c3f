using System.Text.Json;
using Cordon.Economics.Fusion;
using Cordon.Economics.Numbers;

namespace Cordon.Economics.Verification;

/// <summary>Fusing reports, and learning how reliable the watchers are.</summary>
internal static class FusionCases
{
    private const string Topic = "fusion";
    private const int LikelihoodsNamed = 10;

    public static IEnumerable<CaseFunction> Functions =>
    [
        new(Topic, "BayesFusion", Bayes),
        new(Topic, "EffectiveWatchers", Effective),
        new(Topic, "KofNFusion", Quorum),
        new(Topic, "SensorInformation", Sensor),
        new(Topic, "RobustFusion", Robust),
        new(Topic, "DawidSkene", Observers),
        new(Topic, "DawidSkeneBinary", Watchers),
    ];

    private static CaseOutput Bayes(CaseInputs inputs)
    {
        Rational prior = inputs.Exact("prior");
        Rational? posterior = BayesFusion.Posterior(prior, [.. inputs.Parts("reports").Select(report =>
            new WatcherReport(report.Exact("tpr"), report.Exact("fpr"), report.Flag("alert")))]);
        return new CaseOutput
        {
            ["posterior"] = posterior,
            ["log_odds"] = posterior is { } p ? BayesFusion.LogOdds(p) : null,
            ["posterior_entropy_bits"] = posterior is { } q ? Information.EntropyBits(q.ToDouble()) : null,
            ["prior_entropy_bits"] = Information.EntropyBits(prior.ToDouble()),
        };
    }

    private static CaseOutput Effective(CaseInputs inputs)
    {
        EffectiveWatchers effective =
            EffectiveWatchers.Of(inputs.Integer("n"), inputs.Number("pairwise_correlation"));
        return new CaseOutput
        {
            ["effective_n"] = effective.Count,
            ["log_likelihood_weight"] = effective.Weight,
        };
    }

    private static CaseOutput Quorum(CaseInputs inputs)
    {
        QuorumFusion fusion = QuorumFusion.Of(
            inputs.Integer("n"), inputs.Integer("k"), inputs.Number("tpr"), inputs.Number("fpr"));
        return new CaseOutput
        {
            ["system_tpr"] = fusion.TruePositiveRate,
            ["system_fpr"] = fusion.FalsePositiveRate,
        };
    }

    private static CaseOutput Sensor(CaseInputs inputs)
    {
        SensorInformation sensor = new SensorInformation(
            inputs.Number("prior"), inputs.Number("tpr"), inputs.Number("fpr")).Checked();
        return new CaseOutput
        {
            ["p_alert"] = sensor.AlertProbability,
            ["ppv"] = sensor.PositivePredictiveValue,
            ["npv"] = sensor.NegativePredictiveValue,
            ["mutual_information_bits"] = sensor.MutualInformationBits,
            ["kl_attack_vs_normal_nats"] = sensor.AttackVersusNormal,
            ["kl_normal_vs_attack_nats"] = sensor.NormalVersusAttack,
            ["chernoff_information_nats"] = sensor.Chernoff,
        };
    }

    private static CaseOutput Robust(CaseInputs inputs)
    {
        RobustFusion fusion = RobustFusion.Of(inputs.Numbers("log_likelihood_ratios"), inputs.Integer("f", 0));
        return new CaseOutput
        {
            ["trimmed_mean"] = fusion.TrimmedMean,
            ["median"] = fusion.Median,
            ["untrimmed_mean"] = fusion.Mean,
        };
    }

    private static CaseOutput Observers(CaseInputs inputs)
    {
        CaseInputs responses = inputs.Part("responses");
        string[] items = [.. responses.Names];
        List<string> observers = [];
        List<WatcherLabel> labels = [];
        for (int i = 0; i < items.Length; i++)
        {
            CaseInputs given = responses.Part(items[i]);
            foreach (string observer in given.Names)
            {
                if (!observers.Contains(observer)) observers.Add(observer);
                int watcher = observers.IndexOf(observer);
                labels.AddRange(given.Integers(observer).Select(label => new WatcherLabel(i, watcher, label - 1)));
            }
        }

        ReliabilityFit fit = DawidSkene.Fit(labels, items.Length, observers.Count, inputs.Integer("classes"));
        CaseOutput output = new()
        {
            ["class_marginals"] = fit.Marginals,
            ["log_likelihood"] = fit.LogLikelihood,
            ["map_class"] = fit.MostProbable.Select(label => label + 1),
        };
        for (int i = 0; i < items.Length; i++) output[$"posterior_item_{items[i]}"] = fit.Posteriors[i];
        for (int w = 0; w < observers.Count; w++) output[$"observer{observers[w]}_confusion"] = fit.Confusion[w];
        for (int n = 1; n <= LikelihoodsNamed; n++)
            output[$"log_likelihood_first_{n}_iterations"] = fit.LogLikelihoods.Take(n);
        return output;
    }

    private static CaseOutput Watchers(CaseInputs inputs)
    {
        JsonElement reports = inputs.Raw("reports");
        List<WatcherLabel> labels = [];
        int items = 0;
        int watchers = 0;
        foreach (JsonElement row in CaseValue.Items(reports, "inputs.reports", (row, _) => row))
        {
            string path = $"inputs.reports[{items}]";
            int watcher = 0;
            foreach (JsonElement report in CaseValue.Items(row, path, (report, _) => report))
            {
                if (report.ValueKind != JsonValueKind.Null)
                    labels.Add(new WatcherLabel(items, watcher, CaseValue.Integer(report, $"{path}[{watcher}]")));
                watcher++;
            }

            watchers = Math.Max(watchers, watcher);
            items++;
        }

        ReliabilityFit fit = DawidSkene.Fit(labels, items, watchers, 2, 1e-13);
        CaseOutput output = new()
        {
            ["prevalence"] = fit.Marginals[1],
            ["tpr"] = fit.Confusion.Select(rows => rows[1][1]),
            ["fpr"] = fit.Confusion.Select(rows => rows[0][1]),
            ["log_likelihood"] = fit.LogLikelihood,
            ["posterior"] = fit.Posteriors.Select(posterior => posterior[1]),
        };
        for (int n = 1; n <= LikelihoodsNamed; n++)
            output[$"posterior_first{n}"] = fit.Posteriors.Take(n).Select(posterior => posterior[1]);
        return output;
    }
}
