using Cordon.Cli.Configuration;
using Cordon.Cli.Terminal;
using Cordon.Economics.Numbers;
using YamlDotNet.RepresentationModel;

namespace Cordon.Cli.Risk.Model;

/// <summary>The members of one mapping of a model, read by name; whatever nobody asks for is a fault.</summary>
/// <remarks>Numbers are written as <c>400e6</c>, <c>1_000</c>, <c>2/3</c> or <c>12.5%</c>.</remarks>
internal sealed class ModelMap
{
    private readonly YamlFile _file;
    private readonly YamlNode _node;
    private readonly string _place;
    private readonly Dictionary<string, (YamlNode Key, YamlNode Value)> _members = new(StringComparer.Ordinal);
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    public ModelMap(YamlFile file, YamlNode node, string place)
    {
        (_file, _node, _place) = (file, node, place);
        string named = place.Length > 0 ? place : "the file";
        foreach ((string key, YamlNode keyNode, YamlNode value) in file.Members(node, named))
            _members[key] = (keyNode, value);
    }

    public bool Has(string name)
    {
        _asked.Add(name);
        return _members.ContainsKey(name);
    }

    public string Text(string name) => _file.Text(Member(name, "a text"), Place(name));

    public string Text(string name, string whenMissing) => Has(name) ? Text(name) : whenMissing;

    public bool Flag(string name, bool whenMissing)
    {
        if (!Has(name)) return whenMissing;
        return Text(name) switch
        {
            "true" => true,
            "false" => false,
            _ => throw Fault(name, "true or false"),
        };
    }

    /// <summary>At least 0, finite.</summary>
    public double Amount(string name) => Number(name, "a number of at least 0", value => value >= 0);

    public double Amount(string name, double whenMissing) => Has(name) ? Amount(name) : whenMissing;

    public double Positive(string name) => Number(name, "a number above 0", value => value > 0);

    public double Positive(string name, double whenMissing) => Has(name) ? Positive(name) : whenMissing;

    /// <summary>From 0 to 1.</summary>
    public double Share(string name) => Number(name, "a share from 0 to 1", value => value is >= 0 and <= 1);

    public double Share(string name, double whenMissing) => Has(name) ? Share(name) : whenMissing;

    /// <summary>At least 0, below 1.</summary>
    public double ShareBelowOne(string name, double whenMissing) =>
        Has(name) ? Number(name, "a share of at least 0, below 1", value => value is >= 0 and < 1) : whenMissing;

    /// <summary>Exactly as written.</summary>
    public Rational Exact(string name) => Exact(Member(name, "a number"), Place(name));

    public int Whole(string name, int min, int max)
    {
        Rational value = Exact(name);
        return value.IsInteger && value >= min && value <= max
            ? (int)value.Numerator
            : throw Fault(name, $"a whole number from {min} to {max}");
    }

    public int Whole(string name, int min, int max, int whenMissing) => Has(name) ? Whole(name, min, max) : whenMissing;

    public ulong ChainId(string name, ulong whenMissing) =>
        Has(name) ? _file.ChainId(Member(name, "a chain id"), Place(name)) : whenMissing;

    /// <summary>An object inside; null when it is not there.</summary>
    public ModelMap? Part(string name) => Has(name) ? new ModelMap(_file, Member(name, ""), Place(name)) : null;

    /// <summary>A list of objects; empty when it is not there.</summary>
    public IReadOnlyList<ModelMap> Parts(string name) => !Has(name) ? [] :
        [.. _file.Items(Member(name, ""), Place(name))
            .Select((item, i) => new ModelMap(_file, item, $"{Place(name)}[{i}]"))];

    /// <summary>A list of single values with their places; empty when it is not there.</summary>
    public IEnumerable<(string Text, Func<string, CommandException> Fault)> Values(string name)
    {
        if (!Has(name)) return [];
        return _file.Items(Member(name, ""), Place(name)).Select((item, i) =>
        {
            string place = $"{Place(name)}[{i}]";
            Func<string, CommandException> fault = expected => _file.Fault(item, place, expected);
            return (_file.Text(item, place), fault);
        });
    }

    public IReadOnlyList<double> Amounts(string name) => [.. Values(name).Select(value =>
        TryExact(value.Text, out Rational exact) && exact.Sign >= 0
            ? exact.ToDouble()
            : throw value.Fault("a number of at least 0"))];

    /// <summary>Refuses members that no reader asked for, with the names there are.</summary>
    public void Done()
    {
        foreach ((string name, (YamlNode key, _)) in _members)
        {
            if (_asked.Contains(name)) continue;
            throw _file.Fault(key, Place(name), "one of " + string.Join(", ", _asked.Order(StringComparer.Ordinal)),
                "an unknown member");
        }
    }

    public CommandException Fault(string name, string expected) =>
        _members.TryGetValue(name, out (YamlNode, YamlNode Value) member)
            ? _file.Fault(member.Value, Place(name), expected)
            : _file.Fault(_node, Place(name), expected, "nothing");

    public static bool TryExact(string text, out Rational value)
    {
        string plain = text.Replace("_", "", StringComparison.Ordinal);
        bool isPercent = plain.EndsWith('%');
        bool isRead = Rational.TryParse(isPercent ? plain[..^1].TrimEnd() : plain, out value);
        if (isRead && isPercent) value /= 100;
        return isRead;
    }

    private double Number(string name, string expected, Func<double, bool> isRight)
    {
        YamlNode node = Member(name, expected);
        bool isNumber = TryExact(_file.Text(node, Place(name)), out Rational exact);
        double value = isNumber ? exact.ToDouble() : double.NaN;
        return double.IsFinite(value) && isRight(value) ? value : throw _file.Fault(node, Place(name), expected);
    }

    private Rational Exact(YamlNode node, string place) =>
        TryExact(_file.Text(node, place), out Rational value)
            ? value
            : throw _file.Fault(node, place, "a number such as 400e6, 2/3 or 12.5%");

    private YamlNode Member(string name, string expected)
    {
        _asked.Add(name);
        return _members.TryGetValue(name, out (YamlNode, YamlNode Value) member)
            ? member.Value
            : throw _file.Fault(_node, Place(name), expected, "nothing");
    }

    private string Place(string name) => _place.Length > 0 ? $"{_place}.{name}" : name;
}
