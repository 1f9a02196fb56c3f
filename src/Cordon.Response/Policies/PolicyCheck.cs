using Cordon.Domain.Policies;

namespace Cordon.Response.Policies;

/// <summary>Compares a policy with what the chain allows.</summary>
public static class PolicyCheck
{
    /// <summary>What the policy promises and the chain will not do, a sentence each; empty where it fits.</summary>
    public static IEnumerable<string> Excesses(ProtocolPolicy policy, OnChainBounds bounds)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(bounds);
        foreach ((ResponseAction action, ActionRule rule) in policy.Rules)
        {
            if (action < ResponseAction.Throttle) continue;
            string name = $"{policy.Protocol}: {action.ToString().ToLowerInvariant()}";
            if (rule.DurationMax > bounds.SoloPauseMax)
            {
                yield return $"{name}: lasts up to {rule.DurationMax:c}, the chain ends it after "
                    + $"{bounds.SoloPauseMax:c}.";
            }

            if (rule.PerDayMax > bounds.SoloPerDayMax)
            {
                yield return $"{name}: {rule.PerDayMax} times a day, the chain takes {bounds.SoloPerDayMax} of a "
                    + "guardian.";
            }

            if (action == ResponseAction.Quarantine && !bounds.CanQuarantine)
                yield return $"{name}: the protocol's breaker cannot keep out a single address.";
        }
    }
}
