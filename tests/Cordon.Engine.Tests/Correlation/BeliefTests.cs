using System.Collections.Immutable;
using Cordon.Domain.Incidents;
using Cordon.Domain.Signals;
using Cordon.Engine.Correlation;
using Cordon.Engine.Tests.Kit;
using FsCheck;
using FsCheck.Fluent;

namespace Cordon.Engine.Tests.Correlation;

public class BeliefTests
{
    private static readonly CorrelationOptions Options = new();

    private static IncidentReason Reason(
        string detector, string tx = "t", Severity severity = Severity.High, double sure = 0.9, int id = 0) =>
        new($"{detector} {tx} {id}", 1, Names.Hash(tx), detector, severity, sure, 0, "");

    private static (ImmutableArray<IncidentReason> Reasons, double LogOdds) Fuse(params IncidentReason[] reasons) =>
        BeliefFusion.Fuse(reasons, Options);

    [Fact]
    public void Without_evidence_the_belief_is_the_prior() => Assert.Equal(-3, Fuse().LogOdds);

    [Theory]
    [InlineData(0.9, -0.8028)] // -3 + ln 9
    [InlineData(0.5, -3.0)] // as likely as not says nothing
    [InlineData(0.2, -3.0)] // a doubtful signal is no evidence against
    [InlineData(1.0, 3.9068)] // even certainty is bounded: -3 + ln 999
    public void A_high_signal_multiplies_the_odds_by_its_own(double sure, double logOdds) =>
        Assert.Equal(logOdds, Fuse(Reason("reentrancy", sure: sure)).LogOdds, 4);

    [Fact]
    public void Related_detectors_on_one_transaction_count_less_than_unrelated_ones_than_ones_on_others()
    {
        double one = Fuse(Reason("price-manipulation")).LogOdds;
        double related = Fuse(Reason("price-manipulation"), Reason("oracle-deviation")).LogOdds;
        double unrelated = Fuse(Reason("price-manipulation"), Reason("reentrancy")).LogOdds;
        double elsewhere = Fuse(Reason("price-manipulation"), Reason("reentrancy", "t2")).LogOdds;

        Assert.Equal(0.3 * Math.Log(9), related - one, 3);
        Assert.Equal(0.7 * Math.Log(9), unrelated - one, 3);
        Assert.Equal(Math.Log(9), elsewhere - one, 3);
    }

    [Fact]
    public void The_same_detector_on_another_transaction_counts_half()
    {
        double one = Fuse(Reason("reentrancy")).LogOdds;
        double two = Fuse(Reason("reentrancy"), Reason("reentrancy", "t2")).LogOdds;

        Assert.Equal(0.5 * Math.Log(9), two - one, 3);
    }

    [Fact]
    public void Every_reason_says_what_it_contributes_and_why_it_counts_less()
    {
        ImmutableArray<IncidentReason> reasons =
            Fuse(Reason("price-manipulation", sure: 0.95),
                Reason("oracle-deviation", severity: Severity.Medium)).Reasons;

        Assert.Equal($"price-manipulation in transaction {Names.Hash("t")} (high, 0.95 sure): +2.94", reasons[0].Text);
        Assert.Equal($"oracle-deviation in transaction {Names.Hash("t")} (medium, 0.9 sure): +0.40, counted less: "
            + "price-manipulation sees the same trait there", reasons[1].Text);
    }

    [Fact]
    public void Contributions_and_prior_add_up_to_the_belief_whatever_the_order_of_arrival() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Evidence(), reasons =>
        {
            (ImmutableArray<IncidentReason> fused, double logOdds) = Fuse(reasons);
            (ImmutableArray<IncidentReason> reversed, double reversedOdds) = Fuse([.. reasons.Reverse()]);
            double sum = Options.PriorLogOdds + fused.Sum(reason => reason.LogOdds);
            return Math.Abs(sum - logOdds) < 1e-3 && logOdds == reversedOdds && fused.SequenceEqual(reversed);
        }));

    [Fact]
    public void Evidence_never_lowers_the_belief_and_never_counts_more_than_it_would_alone() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Evidence(), reasons =>
            Fuse(reasons).Reasons.All(reason => reason.LogOdds >= 0
                && reason.LogOdds <= Fuse(reason).Reasons[0].LogOdds + 1e-9)));

    private static Arbitrary<IncidentReason[]> Evidence()
    {
        string[] detectors = ["reentrancy", "price-manipulation", "oracle-deviation", "arbitrage", "new"];
        var one = from detector in Gen.Elements(detectors)
                  from tx in Gen.Elements("t1", "t2", "t3")
                  from severity in Gen.Elements(Enum.GetValues<Severity>())
                  from sure in Gen.Choose(0, 100)
                  from id in Gen.Choose(0, 1_000_000)
                  select Reason(detector, tx, severity, sure / 100.0, id);
        return Gen.ListOf(one).Select(list => list.DistinctBy(reason => reason.Signal).ToArray()).ToArbitrary();
    }
}
