using Cordon.Domain.Signals;
using Cordon.Engine.Benchmark;
using Cordon.Engine.Benchmark.Scores;

namespace Cordon.Pack.Tests;

/// <summary>What the detectors must reach on real blocks and real attacks; the bounds are the ones promised.</summary>
public class QualityTests
{
    [Fact]
    public async Task Finds_what_the_other_classifier_found_in_real_blocks()
    {
        PackReport report = await PackRun.ScoreAsync("blocks");
        Dictionary<string, LabelScore> labels = report.Labels.ToDictionary(score => score.Label);

        Assert.Equal(1.0, labels["sandwich"].Recall);
        Assert.Equal(1.0, labels["liquidation"].Recall);
        Assert.InRange(labels["arbitrage"].Recall, 0.95, 1.0);
        Assert.InRange(labels["swap"].Recall, 0.98, 1.0);
        Assert.All(report.Labels, score => Assert.Empty(score.RevertedReported));
    }

    [Fact]
    public async Task Accuses_almost_nobody_in_real_blocks()
    {
        AlarmScore alarms = (await PackRun.ScoreAsync("blocks")).Alarms;

        Assert.Equal(0, alarms.Accused(Severity.Critical, withSandwiches: true));
        Assert.InRange(alarms.AccusedPerTenThousand(Severity.High, withSandwiches: true), 0, 1);
        Assert.InRange(alarms.AccusedPerTenThousand(Severity.Medium, withSandwiches: false), 0, 10);
    }

    [Fact]
    public async Task Finds_real_attacks_names_them_rightly_and_names_the_victim()
    {
        AttackScore attacks = (await PackRun.ScoreAsync("attacks")).Attacks;
        AttackTally exact = attacks.ByRecording.Single(tally => tally.Group == "logs exact");
        AttackTally missing = attacks.ByRecording.Single(tally => tally.Group == "logs missing");

        Assert.Equal(exact.Attacks, exact.Found);
        Assert.Equal(exact.VictimKnown, exact.VictimNamed);
        Assert.InRange(missing.Recall, 0.80, 1.0);
        Assert.InRange((exact.Named + missing.Named) / (double)(exact.Found + missing.Found), 2.0 / 3, 1.0);
    }
}
