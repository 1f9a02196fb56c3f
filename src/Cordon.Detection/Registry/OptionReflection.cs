using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Cordon.Detection.Registry;

/// <summary>Reads the options of a detector from the properties of its options class.</summary>
/// <remarks>Range from [Range], text from the doc comment, default from a new instance, unit from the name's words.
/// The doc comments lie in the XML file beside the assembly; without it the options have no text.</remarks>
internal static partial class OptionReflection
{
    // Longest first: EthMin is ETH, BlocksMax is blocks, Bps is a share.
    private static readonly (string Word, string Unit)[] Units =
    [
        ("Milliseconds", "ms"), ("Seconds", "s"), ("Minutes", "min"), ("Percent", "%"), ("Blocks", "blocks"),
        ("Hours", "h"), ("Days", "d"), ("Sigma", "standard deviations"), ("Gwei", "gwei"), ("Ratio", "ratio"),
        ("Share", "share, 0 to 1"), ("Bytes", "bytes"), ("Count", "count"), ("Wei", "wei"), ("Eth", "ETH"),
        ("Usd", "USD"), ("Bps", "basis points"), ("Ms", "ms"),
    ];

    private static readonly Lazy<Dictionary<string, string>> Summaries = new(ReadSummaries);

    public static IReadOnlyList<OptionDescriptor> Describe(Type options)
    {
        object defaults = Activator.CreateInstance(options)!;
        return options.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite)
            .Select(property => Describe(property, defaults))
            .ToArray();
    }

    private static OptionDescriptor Describe(PropertyInfo property, object defaults)
    {
        RangeAttribute? range = property.GetCustomAttribute<RangeAttribute>();
        return new OptionDescriptor(
            char.ToLowerInvariant(property.Name[0]) + property.Name[1..],
            TypeName(property.PropertyType),
            UnitOf(property.Name),
            Text(range?.Minimum),
            Text(range?.Maximum),
            Text(property.GetValue(defaults)),
            SummaryOf(property));
    }

    private static string SummaryOf(PropertyInfo property) =>
        Summaries.Value.GetValueOrDefault($"P:{property.DeclaringType!.FullName}.{property.Name}", "");

    private static Dictionary<string, string> ReadSummaries()
    {
        Assembly assembly = typeof(OptionReflection).Assembly;
        string path = Path.Combine(AppContext.BaseDirectory, assembly.GetName().Name + ".xml");
        if (!File.Exists(path)) return [];
        return XDocument.Load(path).Descendants("member")
            .Where(member => member.Attribute("name") is not null && member.Element("summary") is not null)
            .ToDictionary(
                member => member.Attribute("name")!.Value,
                member => string.Join(' ', member.Element("summary")!.Value.Split(
                    (char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
    }

    private static string UnitOf(string name)
    {
        string[] words = Words().Split(name).Where(word => word.Length > 0).Reverse().ToArray();
        foreach (string word in words)
        {
            foreach ((string known, string unit) in Units)
            {
                if (word == known) return unit;
            }
        }

        return "";
    }

    private static string TypeName(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Int32 => "int",
        TypeCode.Int64 or TypeCode.UInt64 => "long",
        TypeCode.Double or TypeCode.Single or TypeCode.Decimal => "double",
        TypeCode.Boolean => "bool",
        _ => type.IsEnum ? string.Join('|', Enum.GetNames(type)) : "string",
    };

    private static string Text(object? value) => value switch
    {
        null => "",
        bool flag => flag ? "true" : "false",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    [GeneratedRegex("(?=[A-Z])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Words();
}
