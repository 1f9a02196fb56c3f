using System.Globalization;
using Cordon.Cli.Configuration;
using Cordon.Cli.Terminal;
using Cordon.Ethereum;
using YamlDotNet.RepresentationModel;

namespace Cordon.Cli.Deployment;

/// <summary>The members of one mapping of a configuration file. Every fault names file, line, field, what was expected
/// and what was found; a member that nobody asked for is a fault, since it is probably misspelt.</summary>
internal sealed class ConfigSection
{
    private readonly YamlFile _file;
    private readonly YamlNode _node;
    private readonly string _place;
    private readonly Dictionary<string, (YamlNode Key, YamlNode Value)> _members = [];
    private readonly HashSet<string> _known = [];

    public ConfigSection(YamlFile file, YamlNode node, string place)
    {
        (_file, _node, _place) = (file, node, place);
        string title = place.Length == 0 ? "file" : place;
        foreach ((string key, YamlNode keyNode, YamlNode value) in file.Members(node, title))
            _members[key] = (keyNode, value);
    }

    public ConfigSection Section(string name) => new(_file, Required(name, "members (name: value)"), Path(name));

    public IReadOnlyList<ConfigSection> Sections(string name)
    {
        IEnumerable<YamlNode> items = _file.Items(Required(name, "a list"), Path(name));
        return [.. items.Select((item, i) => new ConfigSection(_file, item, $"{Path(name)}[{i}]"))];
    }

    public IReadOnlyList<ConfigSection> SectionsOrNone(string name) => Find(name) is null ? [] : Sections(name);

    public string Text(string name, string? otherwise = null) =>
        Find(name) is { } node ? _file.Text(node, Path(name)) : otherwise ?? throw Missing(name, "text");

    public Address Address(string name) =>
        _file.Address(Required(name, "an address, 0x and 40 hex digits"), Path(name));

    public Address? AddressOrNull(string name) =>
        Find(name) is { } node ? _file.Address(node, Path(name)) : null;

    public IReadOnlyList<Address> Addresses(string name)
    {
        YamlNode list = Required(name, "a list of addresses");
        return [.. _file.Items(list, Path(name)).Select((item, i) => _file.Address(item, $"{Path(name)}[{i}]"))];
    }

    /// <summary>A whole number up to <paramref name="most"/>.</summary>
    public ulong Number(string name, ulong most, ulong? otherwise = null) => Parse(
        name,
        $"a whole number, at most {most}",
        text => Whole(text) is { } number && number <= most ? number : null,
        otherwise);

    /// <summary>Seconds, from a whole number with s, m, h or d behind it.</summary>
    public ulong Duration(string name, ulong? otherwise = null) =>
        Parse(name, "a duration such as 30m, 12h or 3d", ParseDuration, otherwise);

    /// <summary>A decimal number in units of 10^-<paramref name="decimals"/>.</summary>
    public UInt256 Amount(string name, int decimals, UInt256? otherwise = null) => Parse(
        name,
        $"a number with at most {decimals} decimals, such as 1000 or 0.5",
        text => ParseAmount(text, decimals),
        otherwise);

    public bool Flag(string name, bool otherwise) => Parse(
        name, "true or false", text => bool.TryParse(text, out bool flag) ? flag : (bool?)null, otherwise);

    /// <summary>One of the names of an enumeration, in lower case with underscores.</summary>
    public byte Choice(string name, params string[] choices)
    {
        string text = Text(name, choices[0]);
        int index = Array.IndexOf(choices, text);
        return index >= 0 ? (byte)index : throw Fault(name, string.Join(", ", choices));
    }

    /// <summary>Complains of a member that nobody asked for.</summary>
    public void End()
    {
        foreach ((string name, (YamlNode key, _)) in _members)
        {
            if (!_known.Contains(name))
                throw _file.Fault(key, Path(name), $"one of {string.Join(", ", _known.Order(StringComparer.Ordinal))}");
        }
    }

    private T Parse<T>(string name, string expected, Func<string, T?> parse, T? otherwise)
        where T : struct
    {
        if (Find(name) is not { } node) return otherwise ?? throw Missing(name, expected);
        return parse(_file.Text(node, Path(name))) ?? throw Fault(name, expected);
    }

    private YamlNode? Find(string name)
    {
        _known.Add(name);
        return _members.TryGetValue(name, out (YamlNode Key, YamlNode Value) member) ? member.Value : null;
    }

    private YamlNode Required(string name, string expected) => Find(name) ?? throw Missing(name, expected);

    private CommandException Missing(string name, string expected) =>
        _file.Fault(_node, Path(name), expected, "nothing");

    private CommandException Fault(string name, string expected) =>
        _file.Fault(_members[name].Value, Path(name), expected);

    private string Path(string name) => _place.Length == 0 ? name : $"{_place}.{name}";

    private static ulong? ParseDuration(string text)
    {
        ulong unit = (text.Length < 2 ? ' ' : text[^1]) switch
        {
            's' => 1,
            'm' => 60,
            'h' => 3_600,
            'd' => 86_400,
            _ => 0,
        };
        return unit != 0 && Whole(text[..^1]) is { } number && number <= uint.MaxValue / unit ? number * unit : null;
    }

    private static ulong? Whole(string text) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number) ? number : null;

    private static UInt256? ParseAmount(string text, int decimals)
    {
        string[] parts = text.Replace("_", "", StringComparison.Ordinal).Split('.');
        string fraction = parts.Length == 2 ? parts[1] : "";
        bool isDigits = parts.Length <= 2 && parts[0].Length > 0 && (parts.Length == 1 || fraction.Length > 0)
            && (parts[0] + fraction).All(char.IsAsciiDigit);
        return isDigits && fraction.Length <= decimals && parts[0].Length + decimals <= 38
            ? UInt256.Parse(parts[0] + fraction.PadRight(decimals, '0'))
            : null;
    }
}
