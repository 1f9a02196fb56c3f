using Cordon.Domain.Policies;
using Cordon.Ethereum;
using Cordon.Node.Settings;

namespace Cordon.Node.Actions;

/// <summary>What an action stops, as a protocol's circuit breaker knows it.</summary>
public static class BreakerTarget
{
    /// <summary>All of the protocol.</summary>
    public static Hash256 Everything { get; } = new(UInt256.MaxValue);

    /// <summary>One address that the protocol's contracts ask the breaker about:
    /// <c>keccak256(abi.encode(keccak256("Cordon quarantine"), account))</c>.</summary>
    public static Hash256 OfAccount(Address account)
    {
        Span<byte> words = stackalloc byte[2 * Hash256.SizeBytes];
        Keccak256.HashUtf8("Cordon quarantine").CopyTo(words);
        new Hash256(account.ToUInt256()).CopyTo(words[Hash256.SizeBytes..]);
        return Keccak256.Hash(words);
    }

    /// <summary>The target of an action; null where the action has none, or nobody to keep out is known.</summary>
    public static Hash256? Of(ResponseAction action, GuardedProtocol guarded, IReadOnlyList<Address> attackers)
    {
        ArgumentNullException.ThrowIfNull(guarded);
        ArgumentNullException.ThrowIfNull(attackers);
        return action switch
        {
            ResponseAction.Throttle or ResponseAction.Pause => guarded.Target.IsZero ? Everything : guarded.Target,
            ResponseAction.Quarantine when attackers.Count > 0 => OfAccount(attackers[0]),
            _ => null,
        };
    }
}
