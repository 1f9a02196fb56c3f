using System.Globalization;
using System.Reflection;
using Cordon.Cli.Configuration;
using Cordon.Cli.Risk.Model;
using Cordon.Cli.Terminal;
using Cordon.Economics.Numbers;
using Cordon.Economics.Simulation.Mechanism;
using YamlDotNet.RepresentationModel;

namespace Cordon.Cli.Risk.Simulation;

/// <summary>Reads the <c>simulation</c> part of a model: every fault is bad input with file, line, field and what was
/// expected.</summary>
/// <remarks>Members are the properties' names in camel case. Of a risk model what it says about guardians, detection
/// and its largest protocol is taken; its <c>simulation</c> member overrides that. Any other file has the simulation's
/// own members alone.</remarks>
internal sealed class SimulationConfigReader
{
    private const string Part = "simulation";

    private static readonly GuardianPolicy[] Policies =
    [
        GuardianPolicy.Honest, GuardianPolicy.Lazy, GuardianPolicy.Spamming, GuardianPolicy.Colluding,
        GuardianPolicy.Bribed,
    ];

    private readonly YamlFile _yaml;

    private SimulationConfigReader(YamlFile yaml) => _yaml = yaml;

    /// <summary>Reads a file.</summary>
    /// <exception cref="CommandException">It is missing, too large, or something in it is wrong.</exception>
    public static SimulationConfig Read(string path)
    {
        YamlFile yaml = YamlFile.Open("--model", path);
        if (yaml.Root is not { } root) return SimulationConfig.Default;
        Dictionary<string, YamlNode> members = [];
        foreach ((string key, _, YamlNode value) in yaml.Members(root, "the file")) members[key] = value;
        bool isRiskModel = members.ContainsKey("name") && members.ContainsKey("protocols");
        SimulationConfig config = isRiskModel
            ? ModelledMechanism.Of(path, RiskModelReader.Read(path, yaml))
            : SimulationConfig.Default;
        if (members.TryGetValue(Part, out YamlNode? part))
            return new SimulationConfigReader(yaml).Read(config, part, Part + ".");
        return isRiskModel ? config : new SimulationConfigReader(yaml).Read(config, root, "");
    }

    private SimulationConfig Read(SimulationConfig config, YamlNode node, string prefix)
    {
        foreach ((string key, YamlNode keyNode, YamlNode value) in _yaml.Members(node, prefix + "the file"))
        {
            string place = prefix + key;
            config = key switch
            {
                "mechanism" => config with { Mechanism = Checked(value, place, Fill(config.Mechanism, value, place)) },
                "attack" => config with { Attack = Checked(value, place, Fill(config.Attack, value, place)) },
                "guardians" => config with { Guardians = Groups(value, place) },
                _ => throw _yaml.Fault(keyNode, place, "mechanism, attack, guardians or simulation",
                    "an unknown member"),
            };
        }

        return config;
    }

    private IReadOnlyList<GuardianGroup> Groups(YamlNode node, string place)
    {
        Dictionary<GuardianPolicy, int> counts = Policies.ToDictionary(policy => policy, _ => 0);
        foreach ((string key, YamlNode keyNode, YamlNode value) in _yaml.Members(node, place))
        {
            GuardianPolicy policy = Array.Find(Policies, policy => policy.Name == key)
                ?? throw _yaml.Fault(keyNode, $"{place}.{key}",
                    string.Join(", ", Policies.Select(policy => policy.Name)), "an unknown member");
            counts[policy] = int.TryParse(_yaml.Text(value, $"{place}.{key}"), NumberStyles.None,
                CultureInfo.InvariantCulture, out int count) && count <= 1_000_000
                ? count
                : throw _yaml.Fault(value, $"{place}.{key}", "a whole number from 0 to 1000000");
        }

        if (counts[GuardianPolicy.Honest] == 0)
            throw _yaml.Fault(node, $"{place}.honest", "at least one honest guardian to compare with", "none");
        return [.. Policies.Where(policy => counts[policy] > 0)
            .Select(policy => new GuardianGroup(policy, counts[policy]))];
    }

    // Sets the properties of a copy: the records' members are the file's vocabulary, so that none is forgotten.
    private T Fill<T>(T defaults, YamlNode node, string place)
        where T : class
    {
        T filled = Copy(defaults);
        foreach ((string key, YamlNode keyNode, YamlNode value) in _yaml.Members(node, place))
        {
            PropertyInfo property = PropertyOf(typeof(T), key)
                ?? throw _yaml.Fault(keyNode, $"{place}.{key}", "one of " + string.Join(", ",
                    Settable(typeof(T)).Select(NameOf)), "an unknown member");
            property.SetValue(filled, Value(property.PropertyType, value, $"{place}.{key}"));
        }

        return filled;
    }

    private object Value(Type type, YamlNode node, string place)
    {
        string text = _yaml.Text(node, place);
        if (type == typeof(bool))
            return bool.TryParse(text, out bool flag) ? flag : throw _yaml.Fault(node, place, "true or false");
        if (type == typeof(int))
        {
            return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int whole)
                ? whole
                : throw _yaml.Fault(node, place, "a whole number");
        }

        if (text is ".inf" or "Infinity") return double.PositiveInfinity;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && double.IsFinite(number)
            ? number
            : throw _yaml.Fault(node, place, "a number, or .inf where there is no limit");
    }

    private MechanismParameters Checked(YamlNode node, string place, MechanismParameters parameters) =>
        Checked(node, place, parameters, () => parameters.Checked());

    private AttackPlan Checked(YamlNode node, string place, AttackPlan plan) =>
        Checked(node, place, plan, () => plan.Checked());

    private T Checked<T>(YamlNode node, string place, T value, Action check)
    {
        try
        {
            check();
            return value;
        }
        catch (InvalidInputException wrong)
        {
            string name = char.ToLowerInvariant(wrong.Field[0]) + wrong.Field[1..];
            YamlNode at = ((YamlMappingNode)node).Children
                .Where(member => (member.Key as YamlScalarNode)?.Value == name)
                .Select(member => member.Value).FirstOrDefault() ?? node;
            throw _yaml.Fault(at, $"{place}.{name}", wrong.Expected, wrong.Actual);
        }
    }

    private static T Copy<T>(T value)
        where T : class => (T)typeof(T).GetMethod("<Clone>$")!.Invoke(value, null)!;

    private static PropertyInfo? PropertyOf(Type type, string key) =>
        Settable(type).FirstOrDefault(property => NameOf(property) == key);

    private static IEnumerable<PropertyInfo> Settable(Type type) =>
        type.GetProperties().Where(property => property.CanWrite);

    private static string NameOf(PropertyInfo property) =>
        char.ToLowerInvariant(property.Name[0]) + property.Name[1..];
}
