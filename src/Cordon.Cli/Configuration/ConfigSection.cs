using System.Collections.Immutable;
using System.Globalization;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using YamlDotNet.RepresentationModel;

namespace Cordon.Cli.Configuration;

/// <summary>A section of <c>cordon.yaml</c>.</summary>
/// <param name="environment">Where <c>${NAME}</c> in an address of a node or a relay is looked up: keys of providers
/// are part of them, and a file holds no secret.</param>
internal sealed class ConfigSection(YamlFile file, YamlNode node, string place, Func<string, string?> environment)
    : YamlSection(file, node, place)
{
    /// <summary>Members inside.</summary>
    public ConfigSection Part(string name) =>
        new(File, Member(name, "members (name: value)"), Place(name), environment);

    /// <summary>A list of members; empty when it is not there.</summary>
    public IReadOnlyList<ConfigSection> Parts(string name) => !Has(name) ? [] :
        [.. Items(name, "a list").Select(item => new ConfigSection(File, item.Node, item.Place, environment))];

    /// <summary>A list whose items are addresses, or members.</summary>
    public IEnumerable<(Address? Address, ConfigSection? Section)> Mixed(string name) =>
        Items(name, "a list").Select(item => item.Node is YamlMappingNode
            ? ((Address?)null, new ConfigSection(File, item.Node, item.Place, environment))
            : (File.Address(item.Node, item.Place), null));

    /// <summary>A number within bounds.</summary>
    public double Number(string name, double min, double max) =>
        double.TryParse(Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
        && number >= min && number <= max
            ? number
            : throw Fault(name, string.Create(CultureInfo.InvariantCulture, $"a number from {min} to {max}"));

    public int Whole(string name, int min, int max, int whenMissing)
    {
        if (!Has(name)) return whenMissing;
        return int.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && number >= min && number <= max
            ? number
            : throw Fault(name, $"a whole number from {min} to {max}");
    }

    /// <summary>The number of a block, as an explorer shows it.</summary>
    public long BlockNumber(string name, long whenMissing)
    {
        if (!Has(name)) return whenMissing;
        return long.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw Fault(name, "the number of a block, such as 21500000");
    }

    /// <summary>One of an enumeration's names, in lower case.</summary>
    public T Choice<T>(string name, T whenMissing)
        where T : struct, Enum
    {
        if (!Has(name)) return whenMissing;
        string text = Text(name);
        string[] choices = [.. Enum.GetNames<T>().Select(choice => choice.ToLowerInvariant())];
        int index = Array.IndexOf(choices, text);
        return index >= 0
            ? Enum.GetValues<T>()[index]
            : throw Fault(name, "one of " + string.Join(", ", choices));
    }

    /// <summary>Nodes or relays; empty when the list is not there.</summary>
    public ImmutableArray<RpcEndpoint> Endpoints(string name) => !Has(name) ? [] :
        [.. Items(name, "a list of endpoints").Select(item =>
        {
            string text = Expand(File.Text(item.Node, item.Place), item.Node, item.Place);
            try
            {
                return RpcEndpoint.Parse(text);
            }
            catch (FormatException wrong)
            {
                // The text is not repeated: a mistyped address may well hold a key.
                throw File.Fault(item.Node, item.Place, wrong.Message, "something else");
            }
        })];

    /// <summary>HTTP addresses; empty when the list is not there.</summary>
    public ImmutableArray<Uri> Urls(string name) => !Has(name) ? [] :
        [.. Items(name, "a list of addresses").Select(item => UrlOf(item.Node, item.Place))];

    public Uri Url(string name) => UrlOf(Member(name, "an http(s) address"), Place(name));

    private Uri UrlOf(YamlNode member, string at) =>
        Uri.TryCreate(Expand(File.Text(member, at), member, at), UriKind.Absolute, out Uri? url)
        && url.Scheme is "http" or "https"
            ? url
            : throw File.Fault(member, at, "an http(s) address", "something else");

    private string Expand(string text, YamlNode member, string at)
    {
        while (text.IndexOf("${", StringComparison.Ordinal) is >= 0 and var from)
        {
            int to = text.IndexOf('}', from);
            if (to < 0) throw File.Fault(member, at, "a closing brace behind ${", "none");
            string name = text[(from + 2)..to];
            string value = environment(name) is { Length: > 0 } found
                ? found
                : throw File.Fault(member, at, $"the environment variable {name}", "none of that name");
            if (value.Contains("${", StringComparison.Ordinal))
                throw File.Fault(member, at, $"plain text in the environment variable {name}", "another ${");
            text = text[..from] + value + text[(to + 1)..];
        }

        return text;
    }
}
