using Cordon.Domain.Policies;
using Cordon.Node.Registry;
using Cordon.Node.Settings;

namespace Cordon.Bench.Guard;

/// <summary>A chain that lets a guardian pause as often as there are attacks.</summary>
internal sealed class EveryAction : IActionBounds
{
    public OnChainBounds Of(GuardedProtocol guarded) => new(TimeSpan.FromHours(1), int.MaxValue, false);
}
