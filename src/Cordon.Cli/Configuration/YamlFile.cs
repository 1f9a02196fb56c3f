using System.Globalization;
using Cordon.Cli.Terminal;
using Cordon.Ethereum;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Cordon.Cli.Configuration;

/// <summary>One YAML file whose every fault is bad input with file, line, field, what was expected and what was found.
/// </summary>
internal sealed class YamlFile
{
    private const int BytesMax = 16 << 20; // 10,000 protocols take about one

    private readonly string _path;

    private YamlFile(string path, YamlNode? root) => (_path, Root) = (path, root);

    /// <summary>The first document, null in an empty file.</summary>
    public YamlNode? Root { get; }

    /// <summary>Reads the file that an option names.</summary>
    /// <exception cref="CommandException">It is missing, too large, or not YAML.</exception>
    public static YamlFile Open(string option, string path)
    {
        if (!File.Exists(path)) throw CommandException.BadInput($"{option}: {path}: no such file");
        if (new FileInfo(path).Length > BytesMax)
            throw CommandException.BadInput($"{option}: {path}: larger than {BytesMax >> 20} MiB");
        using StreamReader text = File.OpenText(path);
        return Read(path, text);
    }

    /// <summary>Reads text; the path is for messages.</summary>
    /// <exception cref="CommandException">It is not YAML.</exception>
    public static YamlFile Read(string path, TextReader text)
    {
        YamlStream yaml = [];
        try
        {
            yaml.Load(text);
        }
        catch (YamlException wrong)
        {
            throw CommandException.BadInput($"{path}:{wrong.Start.Line}: not YAML: {wrong.Message}", wrong);
        }

        return new YamlFile(path, yaml.Documents.Count == 0 ? null : yaml.Documents[0].RootNode);
    }

    /// <summary>The members of a mapping, in the order of the file.</summary>
    public IEnumerable<(string Key, YamlNode KeyNode, YamlNode Value)> Members(YamlNode node, string place)
    {
        if (node is not YamlMappingNode map) throw Fault(node, place, "members (name: value)");
        return map.Select(member => (Text(member.Key, place), member.Key, member.Value));
    }

    /// <summary>The items of a list.</summary>
    public IEnumerable<YamlNode> Items(YamlNode node, string place) =>
        node as YamlSequenceNode ?? throw Fault(node, place, "a list");

    public string Text(YamlNode node, string place) =>
        (node as YamlScalarNode)?.Value ?? throw Fault(node, place, "a single value");

    public ulong ChainId(YamlNode node, string place) =>
        ulong.TryParse(Text(node, place), NumberStyles.None, CultureInfo.InvariantCulture, out ulong id)
            ? id
            : throw Fault(node, place, "a chain id");

    public Address Address(YamlNode node, string place) =>
        Ethereum.Address.TryParse(Text(node, place), out Address address)
            ? address
            : throw Fault(node, place, "an address, 0x and 40 hex digits");

    /// <summary>What to throw for a node.</summary>
    /// <param name="found">Null to quote the node itself.</param>
    public CommandException Fault(YamlNode node, string place, string expected, string? found = null) =>
        CommandException.BadInput(
            $"{_path}:{node.Start.Line}: {place}: expected {expected}, found {found ?? Found(node)}");

    private static string Found(YamlNode node) => node switch
    {
        YamlScalarNode scalar => $"'{scalar.Value}'",
        YamlSequenceNode => "a list",
        _ => "members",
    };
}
