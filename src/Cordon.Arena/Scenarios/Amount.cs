using System.Globalization;
using Cordon.Ethereum;

namespace Cordon.Arena.Scenarios;

/// <summary>An amount of a currency with 18 decimals.</summary>
/// <param name="Value">In the smallest unit.</param>
/// <param name="Unit">Name of the currency.</param>
public readonly record struct Amount(UInt256 Value, string Unit)
{
    /// <summary>What is missing of <paramref name="before"/>; zero when there is more.</summary>
    public static Amount Missing(UInt256 before, UInt256 after, string unit) =>
        new(after < before ? before - after : UInt256.Zero, unit);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(double)Value / 1e18:0.##} {Unit}");
}
