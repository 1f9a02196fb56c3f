using System.Globalization;
using Cordon.Cli.Terminal;
using Cordon.Ethereum;
using YamlDotNet.RepresentationModel;

namespace Cordon.Cli.Configuration;

/// <summary>The members of one mapping of a YAML file, read by name. Every fault names file, line, field, what was
/// expected and what was found; a member that nobody asked for is a fault, since it is probably misspelt.</summary>
internal class YamlSection
{

    private readonly YamlNode _node;
    private readonly string _place;
    private readonly Dictionary<string, (YamlNode Key, YamlNode Value)> _members = new(StringComparer.Ordinal);
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    /// <param name="place">Where the mapping is, as <c>protocols[0]</c>; empty for the file's own members.</param>
    public YamlSection(YamlFile file, YamlNode node, string place)
    {
        (File, _node, _place) = (file, node, place);
        string named = place.Length > 0 ? place : "the file";
        foreach ((string key, YamlNode keyNode, YamlNode value) in file.Members(node, named))
            _members[key] = (keyNode, value);
    }

    protected YamlFile File { get; }

    public bool Has(string name)
    {
        _asked.Add(name);
        return _members.ContainsKey(name);
    }

    /// <summary>The names of its members, in the order of the file.</summary>
    public IEnumerable<string> Names => _members.Keys;

    public string Text(string name) => File.Text(Member(name, "a text"), Place(name));

    public string Text(string name, string whenMissing) => Has(name) ? Text(name) : whenMissing;

    public bool Flag(string name, bool whenMissing)
    {
        if (!Has(name)) return whenMissing;
        return bool.TryParse(Text(name), out bool flag) ? flag : throw Fault(name, "true or false");
    }

    public ulong ChainId(string name) => File.ChainId(Member(name, "a chain id"), Place(name));

    public Address Address(string name) =>
        File.Address(Member(name, "an address, 0x and 40 hex digits"), Place(name));

    public Address? AddressOrNull(string name) => Has(name) ? Address(name) : null;

    /// <summary>A list of addresses.</summary>
    public IReadOnlyList<Address> Addresses(string name) =>
        [.. Items(name, "a list of addresses").Select(item => File.Address(item.Node, item.Place))];

    /// <summary>A list of single values, each with what to throw for it; empty when it is not there.</summary>
    public IEnumerable<(string Text, Func<string, CommandException> Fault)> Values(string name)
    {
        if (!Has(name)) return [];
        return Items(name, "a list").Select(item =>
        {
            Func<string, CommandException> fault = expected => File.Fault(item.Node, item.Place, expected);
            return (File.Text(item.Node, item.Place), fault);
        });
    }

    /// <summary>Time, from a whole number with s, m, h or d behind it.</summary>
    public TimeSpan Duration(string name)
    {
        const string Expected = "a duration such as 30m, 12h or 3d";
        string text = File.Text(Member(name, Expected), Place(name));
        long unit = (text.Length < 2 ? ' ' : text[^1]) switch
        {
            's' => 1,
            'm' => 60,
            'h' => 3_600,
            'd' => 86_400,
            _ => 0,
        };
        bool isNumber = uint.TryParse(text.AsSpan(0, Math.Max(0, text.Length - 1)), NumberStyles.None,
            CultureInfo.InvariantCulture, out uint number);
        return unit != 0 && isNumber && number <= uint.MaxValue / unit
            ? TimeSpan.FromSeconds(number * unit)
            : throw Fault(name, Expected);
    }

    /// <summary>A decimal number in units of 10^-<paramref name="decimals"/>.</summary>
    public UInt256 Amount(string name, int decimals)
    {
        string expected = DecimalAmount.Expected(decimals);
        string text = File.Text(Member(name, expected), Place(name));
        return DecimalAmount.TryParse(text, decimals, out UInt256 amount) ? amount : throw Fault(name, expected);
    }

    /// <summary>Refuses members that no reader asked for, with the names there are.</summary>
    public void End()
    {
        foreach ((string name, (YamlNode key, _)) in _members)
        {
            if (_asked.Contains(name)) continue;
            throw File.Fault(key, Place(name), "one of " + string.Join(", ", _asked.Order(StringComparer.Ordinal)),
                "an unknown member");
        }
    }

    /// <summary>What to throw for a member, or for its absence.</summary>
    public CommandException Fault(string name, string expected, string? found = null) =>
        _members.TryGetValue(name, out (YamlNode, YamlNode Value) member)
            ? File.Fault(member.Value, Place(name), expected, found)
            : File.Fault(_node, Place(name), expected, found ?? "nothing");

    /// <summary>A member's node, for a reader of its own.</summary>
    public (YamlNode Node, string Place) Node(string name, string expected) => (Member(name, expected), Place(name));

    /// <summary>The items of a list, with their places.</summary>
    protected IEnumerable<(YamlNode Node, string Place)> Items(string name, string expected) =>
        File.Items(Member(name, expected), Place(name)).Select((item, i) => (item, $"{Place(name)}[{i}]"));

    protected YamlNode Member(string name, string expected)
    {
        _asked.Add(name);
        return _members.TryGetValue(name, out (YamlNode, YamlNode Value) member)
            ? member.Value
            : throw Fault(name, expected);
    }

    protected string Place(string name) => _place.Length > 0 ? $"{_place}.{name}" : name;
}
