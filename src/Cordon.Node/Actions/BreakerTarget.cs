using Cordon.Contracts;
using Cordon.Domain.Policies;
using Cordon.Ethereum;
using Cordon.Node.Settings;

namespace Cordon.Node.Actions;

/// <summary>What an action stops, as a protocol's circuit breaker knows it.</summary>
public static class BreakerTarget
{
    /// <summary>The target of an action; null where the action has none, or nobody to keep out is known.</summary>
    public static Hash256? Of(ResponseAction action, GuardedProtocol guarded, IReadOnlyList<Address> attackers)
    {
        ArgumentNullException.ThrowIfNull(guarded);
        ArgumentNullException.ThrowIfNull(attackers);
        return action switch
        {
            ResponseAction.Throttle or ResponseAction.Pause => guarded.Target,
            ResponseAction.Quarantine when attackers.Count > 0 => BreakerTargets.OfAccount(attackers[0]),
            _ => null,
        };
    }
}
