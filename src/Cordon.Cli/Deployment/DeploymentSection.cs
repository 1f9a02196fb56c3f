using System.Globalization;
using Cordon.Cli.Configuration;
using Cordon.Ethereum;
using YamlDotNet.RepresentationModel;

namespace Cordon.Cli.Deployment;

/// <summary>A section of a deployment file: amounts in tokens, durations in seconds.</summary>
internal sealed class DeploymentSection(YamlFile file, YamlNode node, string place) : YamlSection(file, node, place)
{
    public DeploymentSection Section(string name) => new(File, Member(name, "members (name: value)"), Place(name));

    public IReadOnlyList<DeploymentSection> Sections(string name) =>
        [.. Items(name, "a list").Select(item => new DeploymentSection(File, item.Node, item.Place))];

    public IReadOnlyList<DeploymentSection> SectionsOrNone(string name) => Has(name) ? Sections(name) : [];

    /// <summary>A whole number up to <paramref name="most"/>.</summary>
    public ulong Number(string name, ulong most, ulong? otherwise = null) => Parse(
        name,
        $"a whole number, at most {most}",
        text => Whole(text) is { } number && number <= most ? number : null,
        otherwise);

    /// <summary>Seconds, from a whole number with s, m, h or d behind it.</summary>
    public ulong Seconds(string name, ulong? otherwise = null) =>
        otherwise is { } seconds && !Has(name) ? seconds : (ulong)Duration(name).TotalSeconds;

    /// <summary>A decimal number in units of 10^-<paramref name="decimals"/>.</summary>
    public UInt256 Amount(string name, int decimals, UInt256 otherwise) =>
        Has(name) ? Amount(name, decimals) : otherwise;

    /// <summary>One of the names of an enumeration, in lower case with underscores.</summary>
    public byte Choice(string name, params string[] choices)
    {
        int index = Array.IndexOf(choices, Text(name, choices[0]));
        return index >= 0 ? (byte)index : throw Fault(name, string.Join(", ", choices));
    }

    private T Parse<T>(string name, string expected, Func<string, T?> parse, T? otherwise)
        where T : struct
    {
        if (otherwise is { } value && !Has(name)) return value;
        return parse(File.Text(Member(name, expected), Place(name))) ?? throw Fault(name, expected);
    }

    private static ulong? Whole(string text) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number) ? number : null;
}
