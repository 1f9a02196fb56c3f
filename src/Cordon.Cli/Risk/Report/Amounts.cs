using System.Globalization;

namespace Cordon.Cli.Risk.Report;

/// <summary>Numbers in tables.</summary>
internal static class Amounts
{
    /// <summary>Such as <c>12.3 M</c>; a long dash for infinity.</summary>
    public static string Short(double amount)
    {
        if (double.IsInfinity(amount)) return "no limit";
        double size = Math.Abs(amount);
        (double unit, string name) = size switch
        {
            >= 1e12 => (1e12, " T"),
            >= 1e9 => (1e9, " B"),
            >= 1e6 => (1e6, " M"),
            >= 1e4 => (1e3, " k"),
            _ => (1, ""),
        };
        return (amount / unit).ToString("#,##0.##", CultureInfo.InvariantCulture) + name;
    }

    public static string Ratio(double ratio) =>
        double.IsInfinity(ratio) ? "no limit" : ratio.ToString("0.00", CultureInfo.InvariantCulture);

    public static string Percent(double share) => (share * 100).ToString("0.##", CultureInfo.InvariantCulture) + " %";
}
