using Cordon.Economics.Fusion;
using Cordon.Economics.Numbers;

namespace Cordon.Economics.Tests.Fusion;

public class FusionTests
{
    [Fact]
    public void Exact_fusion_and_log_odds_agree_in_any_order_of_reports()
    {
        Random random = new(3);
        for (int i = 0; i < 200; i++)
        {
            Rational prior = new(random.Next(1, 100), 100);
            WatcherReport[] reports = [.. Enumerable.Range(0, random.Next(8)).Select(_ => new WatcherReport(
                new Rational(random.Next(1, 100), 100), new Rational(random.Next(1, 100), 100), random.Next(2) == 0))];
            Rational exact = BayesFusion.Posterior(prior, reports)!.Value;
            Rational shuffled = BayesFusion.Posterior(prior, [.. reports.OrderBy(_ => random.Next())])!.Value;

            double sum = LogOddsFusion.Sum(LogOddsFusion.OfProbability(prior.ToDouble()),
                reports.Select(report => (LogOddsFusion.OfReport(report.TruePositiveRate.ToDouble(),
                    report.FalsePositiveRate.ToDouble(), report.IsAlert), 1.0)));

            Assert.Equal(exact, shuffled);
            Assert.Equal(BayesFusion.LogOdds(exact), sum, 1e-9);
            Assert.Equal(exact.ToDouble(), LogOddsFusion.ToProbability(sum), 1e-12);
        }
    }

    [Theory]
    [InlineData(1e-18, -41.446531673892825)]
    [InlineData(0.5, 0)]
    [InlineData(0.9, 2.1972245773362196)]
    public void Probabilities_survive_the_way_to_log_odds_and_back(double p, double logOdds)
    {
        Assert.Equal(logOdds, LogOddsFusion.OfProbability(p), 1e-12);
        Assert.Equal(1, LogOddsFusion.ToProbability(logOdds) / p, 1e-12);
        Assert.Equal(1 - p, LogOddsFusion.ToProbability(-logOdds), 1e-12);
    }

    [Fact]
    public void Certainty_is_infinite_evidence_and_comes_back_as_certainty()
    {
        Assert.Equal(double.PositiveInfinity, LogOddsFusion.OfProbability(1));
        Assert.Equal(double.NegativeInfinity, LogOddsFusion.OfProbability(0));
        Assert.Equal((1, 0), (LogOddsFusion.ToProbability(1e9), LogOddsFusion.ToProbability(-1e9)));
    }

    [Fact]
    public void Copies_of_one_watcher_count_once_and_independent_ones_in_full()
    {
        Assert.Equal(2.5, LogOddsFusion.SumCorrelated(0.5, [2, 2, 2, 2], 1), 1e-12);
        Assert.Equal(8.5, LogOddsFusion.SumCorrelated(0.5, [2, 2, 2, 2], 0), 1e-12);
        Assert.Equal(0.5, LogOddsFusion.SumCorrelated(0.5, [], 0.3));
    }

    [Fact]
    public void A_sensor_that_doubts_says_nothing_and_a_sure_one_is_held_back()
    {
        Assert.Equal(0, LogOddsFusion.OfCertainty(0.2, 0.999));
        Assert.Equal(LogOddsFusion.OfCertainty(0.999, 0.999), LogOddsFusion.OfCertainty(1, 0.999));
    }

    [Fact]
    public void Reports_that_contradict_each_other_with_certainty_give_no_posterior() =>
        Assert.Null(BayesFusion.Posterior(new Rational(1, 2), [new(1, 0, true), new(1, 0, false)]));

    [Theory]
    [InlineData(0.3, 0.3)]
    [InlineData(0.9, 0.05)]
    [InlineData(1, 0.2)]
    public void Divergence_is_never_negative_and_chernoff_lies_below_both(double p, double q)
    {
        double chernoff = Information.Chernoff(p, q);

        Assert.True(Information.Divergence(p, q) >= 0 && Information.Divergence(q, p) >= 0);
        Assert.InRange(chernoff, 0, Math.Min(Information.Divergence(p, q), Information.Divergence(q, p)) + 1e-12);
        Assert.Equal(chernoff, Information.Chernoff(q, p), 1e-9);
    }

    [Fact]
    public void Mutual_information_is_what_an_alert_takes_from_the_entropy()
    {
        SensorInformation sensor = new(0.2, 0.8, 0.1);
        double after = sensor.AlertProbability * Information.EntropyBits(sensor.PositivePredictiveValue)
            + (1 - sensor.AlertProbability) * Information.EntropyBits(sensor.NegativePredictiveValue);

        Assert.Equal(Information.EntropyBits(0.2) - after, sensor.MutualInformationBits, 1e-12);
    }

    [Theory]
    [InlineData(1e9)]
    [InlineData(-1e27)]
    [InlineData(double.PositiveInfinity)]
    public void Two_liars_of_seven_cannot_move_the_trimmed_mean_out_of_the_honest_range(double lie)
    {
        RobustFusion fusion = RobustFusion.Of([1, 1.2, 1.4, 1.6, 1.8, lie, lie], 2);

        Assert.InRange(fusion.TrimmedMean, 1, 1.8);
        Assert.InRange(fusion.Median, 1, 1.8);
    }

    [Fact]
    public void The_likelihood_never_falls_and_rows_sum_to_one_whatever_the_labels()
    {
        for (int seed = 0; seed < 40; seed++)
        {
            Random random = new(seed);
            int classes = random.Next(2, 5);
            WatcherLabel[] labels = [.. Enumerable.Range(0, random.Next(1, 120)).Select(_ =>
                new WatcherLabel(random.Next(20), random.Next(4), random.Next(classes)))];

            ReliabilityFit fit = DawidSkene.FitBest(labels, 20, 4, classes, starts: 3, seed: (ulong)seed, 1e-6);

            for (int i = 1; i < fit.LogLikelihoods.Count; i++)
                Assert.True(fit.LogLikelihoods[i] >= fit.LogLikelihoods[i - 1] - 1e-9, $"seed {seed}, step {i}");
            Assert.All(fit.Confusion.SelectMany(rows => rows), row => Assert.Equal(1, row.Sum(), 1e-9));
            Assert.All(fit.Posteriors, posterior => Assert.Equal(1, posterior.Sum(), 1e-9));
        }
    }

    [Fact]
    public void Finds_the_reliable_watchers_among_guessers_and_more_starts_are_never_worse()
    {
        Random random = new(9);
        List<WatcherLabel> labels = [];
        bool[] truth = [.. Enumerable.Range(0, 300).Select(_ => random.Next(2) == 0)];
        double[] accuracy = [0.95, 0.9, 0.85, 0.55];
        for (int i = 0; i < truth.Length; i++)
        {
            for (int w = 0; w < accuracy.Length; w++)
            {
                bool isRight = random.NextDouble() < accuracy[w];
                labels.Add(new WatcherLabel(i, w, truth[i] == isRight ? 1 : 0));
            }
        }

        ReliabilityFit fit = DawidSkene.Fit(labels, 300, 4, 2, 1e-9);
        ReliabilityFit best = DawidSkene.FitBest(labels, 300, 4, 2, 3, 1, 1e-9);

        double[] found = [.. fit.Confusion.Select(rows => (rows[0][0] + rows[1][1]) / 2)];
        for (int w = 0; w < accuracy.Length; w++) Assert.InRange(found[w], accuracy[w] - 0.08, accuracy[w] + 0.08);
        Assert.True(best.LogLikelihood >= fit.LogLikelihood);
        Assert.True(fit.MostProbable.Zip(truth, (k, t) => (k == 1) == t).Count(x => x) > 270);
    }

    [Fact]
    public void A_label_of_an_unknown_item_is_refused() =>
        Assert.Equal("Item", Assert.Throws<InvalidInputException>(() =>
            DawidSkene.Fit([new WatcherLabel(5, 0, 0)], 5, 1, 2)).Field);

    [Fact]
    public void More_watchers_under_a_majority_are_surer_when_each_is_better_than_chance()
    {
        double before = 0;
        for (int n = 1; n <= 201; n += 10)
        {
            QuorumFusion fusion = QuorumFusion.Of(n, n / 2 + 1, 0.6, 0.4);
            if (n % 2 == 1) Assert.Equal(1 - fusion.TruePositiveRate, fusion.FalsePositiveRate, 1e-12);
            Assert.True(fusion.TruePositiveRate > before);
            before = fusion.TruePositiveRate;
        }
    }
}
