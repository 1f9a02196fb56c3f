using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Cordon.Cli.Terminal;
using Cordon.Detection.Registry;
using Cordon.Domain.Protocols;
using Cordon.Ethereum;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Cordon.Cli.Configuration;

/// <summary>Reads <c>cordon.yaml</c>: every fault is bad input with file, line, field and what was expected.</summary>
internal sealed class ConfigReader
{
    private const int BytesMax = 16 << 20; // 10,000 protocols take about one

    private readonly string _path;

    private ConfigReader(string path) => _path = path;

    /// <summary>Reads a file.</summary>
    /// <exception cref="CommandException">It is missing, too large, or something in it is wrong.</exception>
    public static CordonConfig Read(string path)
    {
        if (!File.Exists(path)) throw CommandException.BadInput($"--config: {path}: no such file");
        if (new FileInfo(path).Length > BytesMax)
            throw CommandException.BadInput($"--config: {path}: larger than {BytesMax >> 20} MiB");
        using StreamReader text = File.OpenText(path);
        return Read(path, text);
    }

    /// <summary>Reads text; the path is for messages.</summary>
    public static CordonConfig Read(string path, TextReader text)
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

        return yaml.Documents.Count == 0 ? CordonConfig.Empty : new ConfigReader(path).Read(yaml.Documents[0].RootNode);
    }

    private CordonConfig Read(YamlNode root)
    {
        ImmutableArray<Protocol> protocols = [];
        Dictionary<string, object> options = new(StringComparer.Ordinal);
        foreach ((string key, YamlNode keyNode, YamlNode value) in Members(root, "the file"))
        {
            switch (key)
            {
                case "protocols":
                    protocols = [.. Items(value, key).Select((item, i) => ReadProtocol(item, $"protocols[{i}]"))];
                    break;
                case "detectors":
                    ReadDetectors(value, options);
                    break;
                default:
                    throw Fault(keyNode, key, "protocols or detectors", "an unknown member");
            }
        }

        CheckUnique(root, protocols);
        return new CordonConfig(protocols, options);
    }

    private Protocol ReadProtocol(YamlNode node, string field)
    {
        string? name = null;
        ulong? chain = null;
        ImmutableArray<Address> contracts = [];
        foreach ((string key, YamlNode keyNode, YamlNode value) in Members(node, field))
        {
            string place = $"{field}.{key}";
            switch (key)
            {
                case "name":
                    name = Text(value, place);
                    break;
                case "chain":
                    chain = ReadChain(value, place);
                    break;
                case "contracts":
                    contracts = [.. Items(value, place).Select((item, i) => ReadAddress(item, $"{place}[{i}]"))];
                    break;
                default:
                    throw Fault(keyNode, place, "name, chain or contracts", "an unknown member");
            }
        }

        if (name is null) throw Fault(node, $"{field}.name", "a text", "nothing");
        if (chain is null) throw Fault(node, $"{field}.chain", "a chain id", "nothing");
        if (contracts.IsEmpty) throw Fault(node, $"{field}.contracts", "at least one address", "nothing");
        return new Protocol(name, chain.Value, contracts);
    }

    private void ReadDetectors(YamlNode node, Dictionary<string, object> options)
    {
        foreach ((string name, YamlNode nameNode, YamlNode value) in Members(node, "detectors"))
        {
            DetectorEntry entry = DetectorRegistry.Find(name) ?? throw Fault(nameNode, $"detectors.{name}",
                "one of " + string.Join(", ", DetectorRegistry.Entries.Select(e => e.Name)), "an unknown detector");
            options[name] = ReadOptions(entry, value);
        }
    }

    private object ReadOptions(DetectorEntry entry, YamlNode node)
    {
        object options = Activator.CreateInstance(entry.OptionsType)!;
        PropertyInfo[] properties = [.. entry.OptionsType.GetProperties().Where(property => property.CanWrite)];
        foreach ((string key, YamlNode keyNode, YamlNode value) in Members(node, $"detectors.{entry.Name}"))
        {
            string place = $"detectors.{entry.Name}.{key}";
            PropertyInfo property = properties.FirstOrDefault(p => p.Name[1..] == key[1..] && NameOf(p) == key)
                ?? throw Fault(keyNode, place, string.Join(", ", properties.Select(NameOf)), "an unknown option");
            object parsed = Parse(property.PropertyType, value, place);
            property.SetValue(options, parsed);
            ValidationContext context = new(options) { MemberName = property.Name };
            List<ValidationResult> faults = [];
            if (!Validator.TryValidateProperty(parsed, context, faults))
                throw Fault(value, place, faults[0].ErrorMessage ?? "another value", Found(value));
        }

        return options;
    }

    private object Parse(Type type, YamlNode node, string place)
    {
        string text = Text(node, place);
        try
        {
            if (type.IsEnum) return Enum.Parse(type, text, ignoreCase: true);
            return type == typeof(bool)
                ? bool.Parse(text)
                : Convert.ChangeType(text.Replace("_", ""), type, CultureInfo.InvariantCulture);
        }
        catch (Exception wrong) when (wrong is FormatException or OverflowException or ArgumentException)
        {
            string expected = type.IsEnum ? string.Join(", ", Enum.GetNames(type)) : $"a value of type {type.Name}";
            throw Fault(node, place, expected, Found(node));
        }
    }

    private ulong ReadChain(YamlNode node, string place) =>
        ulong.TryParse(Text(node, place), NumberStyles.None, CultureInfo.InvariantCulture, out ulong id)
            ? id
            : throw Fault(node, place, "a chain id", Found(node));

    private Address ReadAddress(YamlNode node, string place) =>
        Address.TryParse(Text(node, place), out Address address)
            ? address
            : throw Fault(node, place, "an address, 0x and 40 hex digits", Found(node));

    // The list of the watched finds contracts named twice; here the fault still has its file.
    private void CheckUnique(YamlNode root, IEnumerable<Protocol> protocols)
    {
        try
        {
            _ = new WatchList(protocols);
        }
        catch (ArgumentException twice)
        {
            throw Fault(root, "protocols", "each contract once", twice.Message);
        }
    }

    private IEnumerable<(string Key, YamlNode KeyNode, YamlNode Value)> Members(YamlNode node, string place)
    {
        if (node is not YamlMappingNode map) throw Fault(node, place, "members (name: value)", Found(node));
        return map.Select(member => (Text(member.Key, place), member.Key, member.Value));
    }

    private IEnumerable<YamlNode> Items(YamlNode node, string place) =>
        node as YamlSequenceNode ?? throw Fault(node, place, "a list", Found(node));

    private string Text(YamlNode node, string place) =>
        (node as YamlScalarNode)?.Value ?? throw Fault(node, place, "a single value", Found(node));

    private static string NameOf(PropertyInfo property) =>
        char.ToLowerInvariant(property.Name[0]) + property.Name[1..];

    private static string Found(YamlNode node) => node switch
    {
        YamlScalarNode scalar => $"'{scalar.Value}'",
        YamlSequenceNode => "a list",
        _ => "members",
    };

    private CommandException Fault(YamlNode node, string place, string expected, string found) =>
        CommandException.BadInput($"{_path}:{node.Start.Line}: {place}: expected {expected}, found {found}");
}
