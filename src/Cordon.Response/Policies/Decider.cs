using System.Collections.Immutable;
using System.Globalization;
using Cordon.Domain.Incidents;
using Cordon.Domain.Policies;

namespace Cordon.Response.Policies;

/// <summary>Decides what a policy allows about an incident. Pure: the same input, the same decisions.</summary>
/// <remarks>
/// Notify and attest stand by themselves. Of throttle, quarantine and pause, which contain a threat, the gravest that
/// is allowed is taken and the milder ones are left out; a milder one is taken while a graver one waits for a human.
/// </remarks>
public static class Decider
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <summary>One decision for each action of the policy, from the mildest to the gravest.</summary>
    /// <param name="earlier">Decisions about the same protocol of the last 24 hours at least.</param>
    public static ImmutableArray<ResponseDecision> Decide(
        ProtocolPolicy policy, OnChainBounds bounds, Incident incident, IReadOnlyCollection<ResponseDecision> earlier,
        DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(bounds);
        ArgumentNullException.ThrowIfNull(incident);
        ArgumentNullException.ThrowIfNull(earlier);
        var decisions = ImmutableArray.CreateBuilder<ResponseDecision>();
        string version = policy.Version;
        ResponseAction? contained = InForce(policy, incident, earlier, now);
        foreach ((ResponseAction action, ActionRule rule) in policy.Rules.Reverse())
        {
            Situation at = new(policy, bounds, incident, earlier, now, version);
            ResponseDecision decision = Judge(action, rule, at);
            bool isAllowed = IsContainment(action) && decision.Permission != Permission.Withheld;
            if (isAllowed && contained > action)
                decision = Withhold(decision, $"A {NameOf(contained.Value)} contains it already.");
            else if (isAllowed && decision.Permission != Permission.NeedsHuman)
                contained = action;
            decisions.Insert(0, decision);
        }

        return decisions.ToImmutable();
    }

    /// <summary>Decisions without those that contain the threat by less than the policy's gravest action, where that is
    /// withheld: for an incident of which more is known in a moment, since the chain counts what is done.</summary>
    /// <param name="decisions">As <see cref="Decide"/> returns them.</param>
    public static ImmutableArray<ResponseDecision> WithoutMilder(ImmutableArray<ResponseDecision> decisions) =>
        decisions is [.., { Permission: Permission.Withheld } gravest]
            ? decisions.RemoveAll(decision => decision.Action < gravest.Action && IsContainment(decision.Action)
                && decision.Permission != Permission.Withheld)
            : decisions;

    // The gravest action on this incident that still lasts.
    private static ResponseAction? InForce(
        ProtocolPolicy policy, Incident incident, IReadOnlyCollection<ResponseDecision> earlier, DateTimeOffset now)
    {
        ResponseAction? gravest = null;
        foreach (ResponseDecision past in earlier)
        {
            bool lasts = past.Incident == incident.Id && IsContainment(past.Action) && IsDone(past, policy)
                && past.At + past.Duration > now;
            if (lasts && !(gravest > past.Action)) gravest = past.Action;
        }

        return gravest;
    }

    /// <summary>What becomes of a decision that waited for a human who has confirmed it.</summary>
    /// <exception cref="InvalidOperationException">It did not wait for one.</exception>
    public static ResponseDecision Confirm(ResponseDecision decision, string human, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(decision);
        if (decision.Permission != Permission.NeedsHuman)
            throw new InvalidOperationException($"{decision.Key} is {decision.Permission}, it waits for nobody.");
        return decision with
        {
            Permission = Permission.Granted,
            Reasons = [$"Confirmed by {human}.", .. decision.Reasons],
            At = now,
        };
    }

    /// <summary>What becomes of a decision that waited for a human who has refused it.</summary>
    /// <exception cref="InvalidOperationException">It did not wait for one.</exception>
    public static ResponseDecision Refuse(ResponseDecision decision, string human, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(decision);
        if (decision.Permission != Permission.NeedsHuman)
            throw new InvalidOperationException($"{decision.Key} is {decision.Permission}, it waits for nobody.");
        return decision with
        {
            Permission = Permission.Withheld,
            Reasons = [$"Refused by {human}.", .. decision.Reasons],
            At = now,
        };
    }

    private static ResponseDecision Judge(ResponseAction action, ActionRule rule, in Situation at)
    {
        TimeSpan duration = IsContainment(action) && at.Bounds.SoloPauseMax < rule.DurationMax
            ? at.Bounds.SoloPauseMax
            : rule.DurationMax;
        ResponseDecision decision = new()
        {
            Key = $"{at.Incident.Id}/{NameOf(action)}",
            Incident = at.Incident.Id,
            Protocol = at.Policy.Protocol,
            Action = action,
            Permission = Permission.Withheld,
            Duration = duration,
            Reasons = [],
            PolicyVersion = at.Version,
            At = at.Now,
        };
        if (Objection(decision, rule, at) is { } objection) return Withhold(decision, objection);

        string belief = string.Create(CultureInfo.InvariantCulture,
            $"The belief of {at.Incident.Belief:0.0000} reaches {rule.BeliefMin:0.####}.");
        ImmutableArray<string> reasons = duration < rule.DurationMax
            ? [belief, $"The chain allows {at.Bounds.SoloPauseMax:c} of the policy's {rule.DurationMax:c}."]
            : [belief];
        if (at.Policy.IsDryRun)
            return decision with { Permission = Permission.DryRun, Reasons = ["The policy is a dry run.", .. reasons] };
        if (rule.Safe is { } safe)
            return Ask(decision, $"The policy wants the owners of the Safe {safe.Account} to sign it.", reasons);
        if (rule.NeedsConfirmation)
            return Ask(decision, "The policy wants a human to confirm it.", reasons);
        if (rule.QuietHours is { } quiet && quiet.Contains(at.Now))
            return Ask(decision, $"In the quiet hours {quiet} UTC a human confirms it.", reasons);
        return decision with { Permission = Permission.Granted, Reasons = reasons };
    }

    // Why it is not done, null where nothing speaks against it.
    private static string? Objection(ResponseDecision decision, ActionRule rule, in Situation at)
    {
        Incident incident = at.Incident;
        if (incident.State is not (IncidentState.Open or IncidentState.Confirmed))
            return $"The incident is {incident.State.ToString().ToLowerInvariant()}.";
        if (incident.Belief < rule.BeliefMin)
        {
            return string.Create(CultureInfo.InvariantCulture,
                $"The belief of {incident.Belief:0.0000} is below {rule.BeliefMin:0.####}.");
        }

        if (incident.Severity < rule.SeverityMin)
            return $"The severity {incident.Severity} is below {rule.SeverityMin}.";
        if (decision.Action == ResponseAction.Quarantine && !at.Bounds.CanQuarantine)
            return "The protocol's breaker cannot keep out a single address.";
        if (decision.Action == ResponseAction.Quarantine && incident.Attackers.IsEmpty)
            return "No attacker is known.";
        if (IsContainment(decision.Action) && decision.Duration <= TimeSpan.Zero)
            return "It may not last at all.";

        int done = 0, contained = 0;
        foreach (ResponseDecision past in at.Earlier)
        {
            if (past.At <= at.Now - Day || past.At > at.Now) continue;
            if (past.Key == decision.Key && past.Permission == Permission.NeedsHuman) return "A human has been asked.";
            if (!IsDone(past, at.Policy)) continue;
            if (past.Key == decision.Key) return "It was done about this incident before.";
            if (past.Action == decision.Action) done++;
            if (IsContainment(past.Action)) contained++;
        }

        if (done >= rule.PerDayMax) return $"It was done {done} times in 24 hours, and may be {rule.PerDayMax} times.";
        return IsContainment(decision.Action) && contained >= at.Bounds.SoloPerDayMax
            ? $"The chain takes {at.Bounds.SoloPerDayMax} such actions of a guardian in 24 hours."
            : null;
    }

    private static ResponseDecision Withhold(ResponseDecision decision, string reason) => decision with
    {
        Permission = Permission.Withheld,
        Reasons = [reason, .. decision.Reasons],
    };

    private static ResponseDecision Ask(ResponseDecision decision, string why, ImmutableArray<string> reasons) =>
        decision with { Permission = Permission.NeedsHuman, Reasons = [why, .. reasons] };

    // A dry run uses its budget up too, so that it shows what the policy would have done; a live one forgets it.
    private static bool IsDone(ResponseDecision past, ProtocolPolicy policy) =>
        past.Permission == Permission.Granted || (policy.IsDryRun && past.Permission == Permission.DryRun);

    private static bool IsContainment(ResponseAction action) => action >= ResponseAction.Throttle;

    private static string NameOf(ResponseAction action) => action.ToString().ToLowerInvariant();

    private readonly record struct Situation(
        ProtocolPolicy Policy, OnChainBounds Bounds, Incident Incident,
        IReadOnlyCollection<ResponseDecision> Earlier, DateTimeOffset Now, string Version);
}
