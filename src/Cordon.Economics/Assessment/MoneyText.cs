using System.Globalization;

namespace Cordon.Economics.Assessment;

/// <summary>Numbers as people say them.</summary>
internal static class MoneyText
{
    /// <summary>Such as <c>12.3 million USD</c>.</summary>
    public static string Of(double amount, string currency) => $"{Short(amount)} {currency}";

    /// <summary>Such as <c>12.3 million</c>, with three digits.</summary>
    public static string Short(double amount)
    {
        if (double.IsPositiveInfinity(amount)) return "no limit of";
        double size = Math.Abs(amount);
        (double unit, string name) = size switch
        {
            >= 1e15 => (double.NaN, ""),
            >= 1e12 => (1e12, " trillion"),
            >= 1e9 => (1e9, " billion"),
            >= 1e6 => (1e6, " million"),
            >= 1e4 => (1e3, ",000"),
            _ => (1, ""),
        };
        if (double.IsNaN(unit)) return amount.ToString("0.00e+0", CultureInfo.InvariantCulture);
        if (unit == 1e3) return amount.ToString("#,##0", CultureInfo.InvariantCulture);
        string format = size / unit >= 100 ? "0" : size / unit >= 10 ? "0.#" : "0.##";
        return (amount / unit).ToString(format, CultureInfo.InvariantCulture) + name;
    }

    /// <summary>Such as <c>12.3 %</c>.</summary>
    public static string Percent(double share) =>
        (share * 100).ToString(Math.Abs(share) >= 0.1 ? "0" : "0.##", CultureInfo.InvariantCulture) + " %";

    /// <summary>Such as <c>1.62</c>.</summary>
    public static string Ratio(double ratio) =>
        double.IsInfinity(ratio) ? "no limit" : ratio.ToString("0.##", CultureInfo.InvariantCulture);
}
