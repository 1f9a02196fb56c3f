using System.Globalization;
using Cordon.Ethereum;

namespace Cordon.Arena.Trials;

/// <summary>What somebody has in the stake's token, in hand, staked and bonded, before and after.</summary>
public sealed record Fortune(string Name, UInt256 Before, UInt256 After)
{
    public bool HasChanged => Before != After;

    /// <summary>The difference in whole tokens, with its sign.</summary>
    public double Change => ((double)After - (double)Before) / 1e18;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Name} {(After < Before ? "-" : "+")}{Math.Abs(Change):0.##} STAKE");
}
