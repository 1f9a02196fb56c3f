using System.ComponentModel.DataAnnotations;

namespace Cordon.Detection;

/// <summary>What every detector of harm takes: from which loss on harm is critical.</summary>
public abstract class LossOptions
{
    /// <summary>Loss shown in the facts, in native coin, from which a harmful pattern is critical instead of high: ten
    /// coins are far above what fees, dust and rounding move, and worth waking somebody for.</summary>
    [Range(0.0001, 1_000_000_000.0)]
    public double CriticalLossEthMin { get; init; } = 10;
}
