using Cordon.Ethereum;

namespace Cordon.Cli.Configuration;

/// <summary>Amounts as people write them: <c>1000</c>, <c>0.5</c>, <c>1_000</c>.</summary>
internal static class DecimalAmount
{
    private const int DigitsMax = 38; // what the contracts' 128-bit amounts hold

    /// <summary>What a number is called that is none.</summary>
    public static string Expected(int decimals) => $"a number with at most {decimals} decimals, such as 1000 or 0.5";

    /// <summary>Reads an amount into the smallest unit; false where it is none, or has too many digits.</summary>
    public static bool TryParse(string text, int decimals, out UInt256 amount)
    {
        string[] parts = text.Replace("_", "", StringComparison.Ordinal).Split('.');
        string fraction = parts.Length == 2 ? parts[1] : "";
        bool isDigits = parts.Length <= 2 && parts[0].Length > 0 && (parts.Length == 1 || fraction.Length > 0)
            && (parts[0] + fraction).All(char.IsAsciiDigit);
        bool fits = isDigits && fraction.Length <= decimals && parts[0].Length + decimals <= DigitsMax;
        amount = fits ? UInt256.Parse(parts[0] + fraction.PadRight(decimals, '0')) : default;
        return fits;
    }
}
