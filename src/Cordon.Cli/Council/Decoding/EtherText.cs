using System.Globalization;
using System.Numerics;
using Cordon.Ethereum;

namespace Cordon.Cli.Council.Decoding;

/// <summary>Amounts with their decimals.</summary>
internal static class EtherText
{
    /// <summary>Wei as native coins: <c>1.5 native coins</c>.</summary>
    public static string Of(UInt256 wei) => $"{Of(wei, 18)} native coins";

    /// <summary>All digits of an amount of smallest units, without trailing zeros.</summary>
    public static string Of(UInt256 amount, int decimals)
    {
        BigInteger unit = BigInteger.Pow(10, decimals);
        BigInteger whole = BigInteger.DivRem((BigInteger)amount, unit, out BigInteger rest);
        if (rest.IsZero) return whole.ToString(CultureInfo.InvariantCulture);
        string digits = rest.ToString(CultureInfo.InvariantCulture).PadLeft(decimals, '0').TrimEnd('0');
        return $"{whole.ToString(CultureInfo.InvariantCulture)}.{digits}";
    }
}
