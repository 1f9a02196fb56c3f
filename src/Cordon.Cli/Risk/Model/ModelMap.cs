using Cordon.Cli.Configuration;
using Cordon.Cli.Terminal;
using Cordon.Economics.Numbers;
using YamlDotNet.RepresentationModel;

namespace Cordon.Cli.Risk.Model;

/// <summary>The members of one mapping of a model, read by name; whatever nobody asks for is a fault.</summary>
/// <remarks>Numbers are written as <c>400e6</c>, <c>1_000</c>, <c>2/3</c> or <c>12.5%</c>.</remarks>
internal sealed class ModelMap(YamlFile file, YamlNode node, string place) : YamlSection(file, node, place)
{
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
        Has(name) ? ChainId(name) : whenMissing;

    /// <summary>An object inside; null when it is not there.</summary>
    public ModelMap? Part(string name) => Has(name) ? new ModelMap(File, Member(name, ""), Place(name)) : null;

    /// <summary>A list of objects; empty when it is not there.</summary>
    public IReadOnlyList<ModelMap> Parts(string name) => !Has(name) ? [] :
        [.. Items(name, "a list").Select(item => new ModelMap(File, item.Node, item.Place))];

    public IReadOnlyList<double> Amounts(string name) => [.. Values(name).Select(value =>
        TryExact(value.Text, out Rational exact) && exact.Sign >= 0
            ? exact.ToDouble()
            : throw value.Fault("a number of at least 0"))];

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
        YamlNode member = Member(name, expected);
        bool isNumber = TryExact(File.Text(member, Place(name)), out Rational exact);
        double value = isNumber ? exact.ToDouble() : double.NaN;
        return double.IsFinite(value) && isRight(value) ? value : throw File.Fault(member, Place(name), expected);
    }

    private Rational Exact(YamlNode member, string at) =>
        TryExact(File.Text(member, at), out Rational value)
            ? value
            : throw File.Fault(member, at, "a number such as 400e6, 2/3 or 12.5%");
}
