using System.Globalization;
using Cordon.Ethereum;

namespace Cordon.Cli.Terminal;

/// <summary>Times of a chain, as a person reads them.</summary>
internal static class UnixTime
{
    /// <summary>Seconds since 1970 as a date in UTC; the number itself where no calendar has it.</summary>
    public static string Text(UInt256 seconds) => seconds <= (ulong)DateTimeOffset.MaxValue.ToUnixTimeSeconds()
        ? DateTimeOffset.FromUnixTimeSeconds((long)(ulong)seconds).ToString("u", CultureInfo.InvariantCulture)
        : $"{seconds}";
}
