using Cordon.Domain.Policies;
using Cordon.Domain.Signals;
using Cordon.Response.Policies;
using static Cordon.Response.Tests.Kit.SomePolicy;

namespace Cordon.Response.Tests.Policies;

/// <summary>What a policy is called, what it says by default, and what of it the chain would not do.</summary>
public sealed class ProtocolPolicyTests
{
    [Fact]
    public void The_version_changes_with_every_word_of_the_policy()
    {
        ActionRule rule = Containing(0.9);
        ProtocolPolicy[] policies =
        [
            Policy((ResponseAction.Pause, rule)),
            Policy((ResponseAction.Pause, rule)) with { IsDryRun = true },
            Policy((ResponseAction.Pause, rule)) with { Protocol = "other" },
            Policy((ResponseAction.Throttle, rule)),
            Policy((ResponseAction.Pause, rule with { BeliefMin = 0.91 })),
            Policy((ResponseAction.Pause, rule with { SeverityMin = Severity.High })),
            Policy((ResponseAction.Pause, rule with { DurationMax = TimeSpan.FromSeconds(1) })),
            Policy((ResponseAction.Pause, rule with { PerDayMax = 3 })),
            Policy((ResponseAction.Pause, rule with { NeedsConfirmation = true })),
            Policy((ResponseAction.Pause, rule with { QuietHours = new QuietHours(new(1, 0), new(2, 0)) })),
        ];

        Assert.Equal(policies.Length, policies.Select(policy => policy.Version).Distinct().Count());
        Assert.Equal(policies[0].Version, Policy((ResponseAction.Pause, Containing(0.9))).Version);
    }

    [Fact]
    public void The_check_names_what_the_chain_will_not_do()
    {
        ProtocolPolicy policy = Policy(
            (ResponseAction.Quarantine, Containing(0.9) with { PerDayMax = 4 }),
            (ResponseAction.Pause, Containing(0.9) with { DurationMax = TimeSpan.FromHours(2) }));

        Assert.Equal(
            [
                "Lender: quarantine: 4 times a day, the chain takes 3 of a guardian.",
                "Lender: quarantine: the protocol's breaker cannot keep out a single address.",
                "Lender: pause: lasts up to 02:00:00, the chain ends it after 01:00:00.",
            ],
            PolicyCheck.Excesses(policy, Bounds with { CanQuarantine = false }));
        Assert.Empty(PolicyCheck.Excesses(Live, Bounds));
    }

    [Theory]
    [InlineData("")]
    [InlineData("22:00")]
    [InlineData("22:00-22:00")]
    [InlineData("24:00-06:00")]
    [InlineData("22-6")]
    public void Quiet_hours_are_two_different_times(string text) => Assert.False(QuietHours.TryParse(text, out _));

    [Fact]
    public void The_default_policy_tells_of_what_one_sure_detector_finds_and_of_no_doubtful_one()
    {
        double notify = ProtocolPolicy.Default("new").Rules[ResponseAction.Notify].BeliefMin;

        Assert.True(BeliefOf(sure: 0.9) >= notify);
        Assert.True(BeliefOf(sure: 0.75) < notify);

        // The prior of an incident is -3, and a high signal counts whole.
        static double BeliefOf(double sure) => 1 / (1 + Math.Exp(3 - Math.Log(sure / (1 - sure))));
    }
}
