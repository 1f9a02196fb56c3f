using System.Collections.Immutable;
using Cordon.Domain.Policies;
using Cordon.Domain.Signals;
using Cordon.Response.Policies;

namespace Cordon.Response.Tests.Kit;

/// <summary>What a protocol's people allow, and its chain.</summary>
internal static class SomePolicy
{
    public static OnChainBounds Bounds { get; } = new(TimeSpan.FromHours(1), 3, CanQuarantine: true);

    /// <summary>Every action, the graver the more has to be believed.</summary>
    public static ProtocolPolicy Live { get; } = Policy(
        (ResponseAction.Notify, new ActionRule { BeliefMin = 0.5, PerDayMax = 9, SeverityMin = Severity.Low }),
        (ResponseAction.Attest, new ActionRule { BeliefMin = 0.9, PerDayMax = 9 }),
        (ResponseAction.Throttle, Containing(0.9)),
        (ResponseAction.Quarantine, Containing(0.95)),
        (ResponseAction.Pause, Containing(0.99)));

    /// <summary>Half an hour, twice a day, from such a belief on.</summary>
    public static ActionRule Containing(double belief) =>
        new() { BeliefMin = belief, DurationMax = TimeSpan.FromMinutes(30), PerDayMax = 2 };

    public static ProtocolPolicy Policy(params (ResponseAction Action, ActionRule Rule)[] rules) => new(
        "Lender", IsDryRun: false, rules.ToImmutableSortedDictionary(rule => rule.Action, rule => rule.Rule));
}
