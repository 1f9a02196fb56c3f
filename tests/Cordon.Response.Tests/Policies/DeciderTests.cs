using System.Collections.Immutable;
using Cordon.Domain.Incidents;
using Cordon.Domain.Policies;
using Cordon.Domain.Signals;
using Cordon.Ethereum;
using Cordon.Response.Policies;
using FsCheck;
using FsCheck.Fluent;
using static Cordon.Response.Tests.Kit.SomePolicy;

namespace Cordon.Response.Tests.Policies;

public sealed class DeciderTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0.40, "")]
    [InlineData(0.60, "Notify")]
    [InlineData(0.92, "Notify Attest Throttle")]
    [InlineData(0.96, "Notify Attest Quarantine")]
    [InlineData(0.999, "Notify Attest Pause")]
    public void Climbs_the_ladder_as_belief_grows_and_contains_once(double belief, string granted) =>
        Assert.Equal(granted, Granted(Decide(Live, Case(belief))));

    [Theory]
    [InlineData(0.40, "")]
    [InlineData(0.60, "Notify")]
    [InlineData(0.92, "Notify Attest")]
    [InlineData(0.96, "Notify Attest")]
    [InlineData(0.999, "Notify Attest Pause")]
    public void While_more_is_about_to_be_known_only_the_gravest_contains(double belief, string granted)
    {
        ImmutableArray<ResponseDecision> preliminary = Decider.WithoutMilder(Decide(Live, Case(belief)));

        Assert.Equal(granted, Granted(preliminary));
        Assert.Contains(preliminary, decision => decision.Action == ResponseAction.Pause);
        Assert.All(preliminary.Where(d => d.Permission == Permission.Withheld), d => Assert.NotEmpty(d.Reasons));
    }

    [Fact]
    public void A_milder_action_goes_on_where_the_gravest_waits_for_a_human_anyway()
    {
        ProtocolPolicy asks = Live with
        {
            Rules = Live.Rules.SetItem(ResponseAction.Pause, Containing(0.99) with { NeedsConfirmation = true }),
        };

        Assert.Equal("Notify Attest Quarantine", Granted(Decider.WithoutMilder(Decide(asks, Case(0.999)))));
        Assert.Empty(Decider.WithoutMilder([]));
    }

    [Fact]
    public void Every_decision_names_its_reason_its_incident_and_the_policy_that_allowed_it()
    {
        ImmutableArray<ResponseDecision> decisions = Decide(Live, Case(0.92));

        Assert.Equal(Enum.GetValues<ResponseAction>(), decisions.Select(decision => decision.Action));
        Assert.All(decisions, decision =>
        {
            Assert.NotEmpty(decision.Reasons);
            Assert.Equal(("i1", Live.Version, Noon), (decision.Incident, decision.PolicyVersion, decision.At));
        });
        Assert.Equal("The belief of 0.9200 is below 0.99.", decisions[4].Reasons[0]);
        Assert.Equal("The belief of 0.9200 reaches 0.9.", decisions[2].Reasons[0]);
    }

    [Fact]
    public void A_dry_run_grants_nothing_and_shows_what_it_would_have_done()
    {
        ImmutableArray<ResponseDecision> decisions = Decide(Live with { IsDryRun = true }, Case(0.999));

        Assert.Equal("", Granted(decisions));
        Assert.Equal(Permission.DryRun, decisions[4].Permission);
        Assert.True(ProtocolPolicy.Default("new").IsDryRun);
    }

    [Fact]
    public void What_was_dry_run_before_is_done_when_the_policy_goes_live()
    {
        ImmutableArray<ResponseDecision> rehearsed = Decide(Live with { IsDryRun = true }, Case(0.999));

        Assert.Contains("Pause", Granted(Decider.Decide(Live, Bounds, Case(0.999), rehearsed, Noon)));
    }

    [Fact]
    public void A_rule_with_a_Safe_always_asks_its_owners_and_the_policy_is_another_one()
    {
        var account = Address.Parse("0x00000000000000000000000000000000000000aa");
        ProtocolPolicy By(ConfirmingSafe? safe) => Live with
        {
            Rules = Live.Rules.SetItem(ResponseAction.Pause, Containing(0.99) with { Safe = safe }),
        };

        ResponseDecision asked = Decide(By(new ConfirmingSafe(account)), Case(0.999))[4];
        Assert.Equal(Permission.NeedsHuman, asked.Permission);
        Assert.Equal($"The policy wants the owners of the Safe {account} to sign it.", asked.Reasons[0]);
        string[] versions = [.. new[]
        {
            By(null), By(new ConfirmingSafe(account)), By(new ConfirmingSafe(Address.Zero)),
            By(new ConfirmingSafe(account) { Within = TimeSpan.FromHours(1) }),
        }.Select(policy => policy.Version)];
        Assert.Equal(versions, versions.Distinct());
        Assert.Equal(Live.Version, versions[0]);
    }

    [Fact]
    public void The_milder_action_is_taken_while_the_graver_one_waits_for_a_human()
    {
        ProtocolPolicy careful = Live with
        {
            Rules = Live.Rules.SetItem(ResponseAction.Pause, Containing(0.99) with { NeedsConfirmation = true }),
        };

        ImmutableArray<ResponseDecision> decisions = Decide(careful, Case(0.999));

        Assert.Equal("Notify Attest Quarantine", Granted(decisions));
        Assert.Equal(Permission.NeedsHuman, decisions[4].Permission);
        ResponseDecision confirmed = Decider.Confirm(decisions[4], "0xCouncil", Noon.AddMinutes(1));
        Assert.Equal((Permission.Granted, "Confirmed by 0xCouncil."), (confirmed.Permission, confirmed.Reasons[0]));
        Assert.Throws<InvalidOperationException>(() => Decider.Confirm(decisions[0], "x", Noon));
        Assert.Equal(
            "A human has been asked.", Decider.Decide(careful, Bounds, Case(0.999), decisions, Noon)[4].Reasons[0]);
    }

    [Theory]
    [InlineData(21, 59, true)]
    [InlineData(22, 0, false)]
    [InlineData(3, 0, false)]
    [InlineData(6, 0, true)]
    public void In_quiet_hours_it_asks_a_human(int hour, int minute, bool isGranted)
    {
        Assert.True(QuietHours.TryParse("22:00-06:00", out QuietHours night));
        ProtocolPolicy policy = Policy((ResponseAction.Pause, Containing(0.9) with { QuietHours = night }));
        DateTimeOffset at = new(2026, 3, 1, hour, minute, 0, TimeSpan.Zero);

        ResponseDecision decision = Assert.Single(Decider.Decide(policy, Bounds, Case(0.999), [], at));

        Assert.Equal(isGranted ? Permission.Granted : Permission.NeedsHuman, decision.Permission);
    }

    [Fact]
    public void Lasts_no_longer_than_the_chain_allows_and_says_so()
    {
        ProtocolPolicy policy = Policy(
            (ResponseAction.Pause, Containing(0.9) with { DurationMax = TimeSpan.FromHours(5) }));

        ResponseDecision decision = Assert.Single(Decide(policy, Case(0.999)));

        Assert.Equal(TimeSpan.FromHours(1), decision.Duration);
        Assert.Contains("The chain allows 01:00:00 of the policy's 05:00:00.", decision.Reasons);
    }

    [Fact]
    public void Does_the_same_once_and_no_more_than_its_budget_of_a_day()
    {
        List<ResponseDecision> earlier = [];
        List<string> granted = [];
        for (int i = 0; i < 5; i++)
        {
            for (int again = 0; again < 2; again++)
            {
                ImmutableArray<ResponseDecision> now = Decider.Decide(
                    Live, Bounds, Case(0.999) with { Id = $"i{i}" }, earlier, Noon.AddMinutes(i));
                earlier.AddRange(now);
                granted.Add(Granted(now));
            }
        }

        Assert.Equal(
            ["Notify Attest Pause", "", "Notify Attest Pause", "", "Notify Attest Quarantine", "", "Notify Attest", "",
                "Notify Attest", ""],
            granted); // two pauses a day by the policy, three actions a day by the chain
        ImmutableArray<ResponseDecision> tomorrow = Decider.Decide(
            Live, Bounds, Case(0.999) with { Id = "i9" }, earlier, Noon.AddHours(24.2));
        Assert.Equal("Notify Attest Pause", Granted(tomorrow));
    }

    [Theory]
    [InlineData(IncidentState.Retracted)]
    [InlineData(IncidentState.Merged)]
    [InlineData(IncidentState.Dismissed)]
    [InlineData(IncidentState.Resolved)]
    public void Does_nothing_about_an_incident_that_is_over(IncidentState state) =>
        Assert.Equal("", Granted(Decide(Live, Case(0.9999) with { State = state })));

    [Fact]
    public void Keeps_nobody_out_where_nobody_is_known_or_the_breaker_cannot()
    {
        Incident nobody = Case(0.96) with { Attackers = [] };

        Assert.Equal("Notify Attest Throttle", Granted(Decide(Live, nobody)));
        Assert.Equal("Notify Attest Throttle", Granted(
            Decider.Decide(Live, Bounds with { CanQuarantine = false }, Case(0.96), [], Noon)));
    }

    [Fact]
    public void More_belief_never_leads_to_a_milder_response() => Prop.ForAll(
        Gen.Choose(0, 1000).ToArbitrary(), Gen.Choose(0, 1000).ToArbitrary(), (a, b) =>
        {
            (double low, double high) = (Math.Min(a, b) / 1000.0, Math.Max(a, b) / 1000.0);
            return Gravest(Decide(Live, Case(low))) <= Gravest(Decide(Live, Case(high)));
        }).QuickCheckThrowOnFailure();

    private static ImmutableArray<ResponseDecision> Decide(ProtocolPolicy policy, Incident incident) =>
        Decider.Decide(policy, Bounds, incident, [], Noon);

    private static string Granted(IEnumerable<ResponseDecision> decisions) => string.Join(' ', decisions
        .Where(decision => decision.Permission == Permission.Granted).Select(decision => decision.Action));

    private static int Gravest(IEnumerable<ResponseDecision> decisions) => decisions
        .Where(decision => decision.Permission == Permission.Granted)
        .Select(decision => (int)decision.Action).DefaultIfEmpty(-1).Max();

    private static Incident Case(double belief) => new()
    {
        Id = "i1",
        Chain = 1,
        Root = "tx",
        Summary = "A thing happened.",
        Severity = Severity.High,
        LogOdds = Math.Log(belief / (1 - belief)),
        PriorLogOdds = 0,
        Attackers = [Address.Parse("0x2c7536E3605D9C16a7a3D7b1898e529396a65c23")],
        FirstBlock = 1,
        LastBlock = 1,
        Clocks = new IncidentClocks(0, 0),
    };
}
