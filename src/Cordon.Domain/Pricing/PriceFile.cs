using System.Globalization;
using Cordon.Ethereum;

namespace Cordon.Domain.Pricing;

/// <summary>Prices that the user knows, read from lines of <c>asset,decimals,eth</c>.</summary>
public sealed class PriceFile
{
    private const int DecimalsMax = 77;
    private const int ShownMax = 60; // characters of a wrong field in a message

    private readonly Dictionary<Address, double> _weiPerUnit = [];

    private PriceFile()
    {
    }

    public int Count => _weiPerUnit.Count;

    /// <summary>Reads a file; blank lines, lines that begin with # and a heading line are skipped.</summary>
    /// <param name="reader">The file's text.</param>
    /// <param name="origin">Its name, for messages.</param>
    /// <exception cref="FormatException">A line is not an address, whole decimals and a price, or prices an asset
    /// again; it is named.</exception>
    public static PriceFile Read(TextReader reader, string origin)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var file = new PriceFile();
        int number = 0;
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (line.Trim() is not { Length: > 0 } text || text[0] == '#') continue;
            if (number == 1 && text.StartsWith("asset", StringComparison.OrdinalIgnoreCase)) continue;
            file.Add(text.Split(','), $"{origin}, line {number}");
        }

        return file;
    }

    /// <summary>Wei for one smallest unit; false where the file does not name the asset.</summary>
    public bool TryPrice(in Address asset, out double weiPerUnit) => _weiPerUnit.TryGetValue(asset, out weiPerUnit);

    private void Add(string[] fields, string place)
    {
        if (fields.Length != 3) throw new FormatException($"{place}: expected asset,decimals,eth.");
        if (!Address.TryParse(fields[0].Trim(), out Address asset))
            throw new FormatException($"{place}: asset: '{Shown(fields[0])}' is not 0x and 40 hex digits.");
        bool isWhole = int.TryParse(fields[1], NumberStyles.Integer, CultureInfo.InvariantCulture, out int decimals);
        if (!isWhole || decimals is < 0 or > DecimalsMax)
        {
            throw new FormatException(
                $"{place}: decimals: '{Shown(fields[1])}' is not a number from 0 to {DecimalsMax}.");
        }

        bool isPrice = double.TryParse(fields[2], NumberStyles.Float, CultureInfo.InvariantCulture, out double eth);
        double weiPerUnit = eth * Math.Pow(10, 18 - decimals);
        if (!isPrice || !double.IsFinite(weiPerUnit) || eth < 0)
            throw new FormatException($"{place}: eth: '{Shown(fields[2])}' is not a price of zero or more.");
        if (!_weiPerUnit.TryAdd(asset, weiPerUnit))
            throw new FormatException($"{place}: asset: {asset} has a price already: give each one line.");
    }

    private static string Shown(string text) => text.Length <= ShownMax ? text : text[..ShownMax] + "…";
}
