using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Cordon.Cli.Terminal;
using Cordon.Detection.Registry;
using Cordon.Domain.Invariants;
using Cordon.Domain.Protocols;
using Cordon.Ethereum;
using YamlDotNet.RepresentationModel;

namespace Cordon.Cli.Configuration;

/// <summary>Reads <c>cordon.yaml</c>: every fault is bad input with file, line, field and what was expected.</summary>
internal sealed class ConfigReader
{
    private readonly YamlFile _yaml;
    private readonly List<Invariant> _invariants = [];

    private ConfigReader(YamlFile yaml) => _yaml = yaml;

    /// <summary>Reads a file.</summary>
    /// <exception cref="CommandException">It is missing, too large, or something in it is wrong.</exception>
    public static CordonConfig Read(string path) => Read(YamlFile.Open("--config", path));

    /// <summary>Reads text; the path is for messages.</summary>
    public static CordonConfig Read(string path, TextReader text) => Read(YamlFile.Read(path, text));

    private static CordonConfig Read(YamlFile yaml) =>
        yaml.Root is { } root ? new ConfigReader(yaml).Read(root) : CordonConfig.Empty;

    private CordonConfig Read(YamlNode root)
    {
        ImmutableArray<Protocol> protocols = [];
        Dictionary<string, object> options = new(StringComparer.Ordinal);
        foreach ((string key, YamlNode keyNode, YamlNode value) in _yaml.Members(root, "the file"))
        {
            switch (key)
            {
                case "protocols":
                    protocols = [.. _yaml.Items(value, key).Select((item, i) => ReadProtocol(item, $"protocols[{i}]"))];
                    break;
                case "detectors":
                    ReadDetectors(value, options);
                    break;
                default:
                    throw _yaml.Fault(keyNode, key, "protocols or detectors", "an unknown member");
            }
        }

        CheckUnique(root, protocols);
        return new CordonConfig(protocols, options) { Invariants = _invariants };
    }

    private Protocol ReadProtocol(YamlNode node, string field)
    {
        string? name = null;
        ulong? chain = null;
        ImmutableArray<Address> contracts = [];
        YamlNode? invariants = null;
        foreach ((string key, YamlNode keyNode, YamlNode value) in _yaml.Members(node, field))
        {
            string place = $"{field}.{key}";
            switch (key)
            {
                case "name":
                    name = _yaml.Text(value, place);
                    break;
                case "chain":
                    chain = _yaml.ChainId(value, place);
                    break;
                case "contracts":
                    contracts =
                        [.. _yaml.Items(value, place).Select((item, i) => _yaml.Address(item, $"{place}[{i}]"))];
                    break;
                case "invariants":
                    invariants = value;
                    break;
                default:
                    throw _yaml.Fault(keyNode, place, "name, chain, contracts or invariants", "an unknown member");
            }
        }

        if (name is null) throw _yaml.Fault(node, $"{field}.name", "a text", "nothing");
        if (chain is null) throw _yaml.Fault(node, $"{field}.chain", "a chain id", "nothing");
        if (contracts.IsEmpty) throw _yaml.Fault(node, $"{field}.contracts", "at least one address", "nothing");
        var protocol = new Protocol(name, chain.Value, contracts);
        if (invariants is not null)
            _invariants.AddRange(new InvariantSection(_yaml, protocol).Read(invariants, $"{field}.invariants"));
        return protocol;
    }

    private void ReadDetectors(YamlNode node, Dictionary<string, object> options)
    {
        foreach ((string name, YamlNode nameNode, YamlNode value) in _yaml.Members(node, "detectors"))
        {
            DetectorEntry entry = DetectorRegistry.Find(name) ?? throw _yaml.Fault(nameNode, $"detectors.{name}",
                "one of " + string.Join(", ", DetectorRegistry.Entries.Select(e => e.Name)), "an unknown detector");
            options[name] = ReadOptions(entry, value);
        }
    }

    private object ReadOptions(DetectorEntry entry, YamlNode node)
    {
        object options = Activator.CreateInstance(entry.OptionsType)!;
        PropertyInfo[] properties = [.. entry.OptionsType.GetProperties().Where(property => property.CanWrite)];
        foreach ((string key, YamlNode keyNode, YamlNode value) in _yaml.Members(node, $"detectors.{entry.Name}"))
        {
            string place = $"detectors.{entry.Name}.{key}";
            PropertyInfo property = properties.FirstOrDefault(p => p.Name[1..] == key[1..] && NameOf(p) == key)
                ?? throw _yaml.Fault(keyNode, place, string.Join(", ", properties.Select(NameOf)), "an unknown option");
            object parsed = Parse(property.PropertyType, value, place);
            property.SetValue(options, parsed);
            ValidationContext context = new(options) { MemberName = property.Name };
            List<ValidationResult> faults = [];
            if (!Validator.TryValidateProperty(parsed, context, faults))
                throw _yaml.Fault(value, place, faults[0].ErrorMessage ?? "another value");
        }

        return options;
    }

    private object Parse(Type type, YamlNode node, string place)
    {
        string text = _yaml.Text(node, place);
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
            throw _yaml.Fault(node, place, expected);
        }
    }

    // The list of the watched finds contracts named twice; here the fault still has its file.
    private void CheckUnique(YamlNode root, IEnumerable<Protocol> protocols)
    {
        try
        {
            _ = new WatchList(protocols);
        }
        catch (ArgumentException twice)
        {
            throw _yaml.Fault(root, "protocols", "each contract once", twice.Message);
        }
    }

    private static string NameOf(PropertyInfo property) =>
        char.ToLowerInvariant(property.Name[0]) + property.Name[1..];
}
