using Cordon.Domain.Policies;
using Cordon.Node.Settings;

namespace Cordon.Node.Registry;

/// <summary>Knows what the chain lets this guardian do, without asking it: it is read beforehand.</summary>
public interface IActionBounds
{
    /// <summary>The bounds as they were read last; none at all where they could not be.</summary>
    OnChainBounds Of(GuardedProtocol guarded);
}
