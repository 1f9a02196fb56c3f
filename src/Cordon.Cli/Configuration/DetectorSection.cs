using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Cordon.Detection.Registry;
using YamlDotNet.RepresentationModel;

namespace Cordon.Cli.Configuration;

/// <summary>Reads the options of detectors, each by its detector's own names and ranges.</summary>
internal sealed class DetectorSection(YamlFile yaml)
{
    /// <summary>An instance of each named detector's options type.</summary>
    /// <exception cref="Terminal.CommandException">Something is wrong; the message names file, line and field.
    /// </exception>
    public IReadOnlyDictionary<string, object> Read(YamlNode node, string place)
    {
        Dictionary<string, object> options = new(StringComparer.Ordinal);
        foreach ((string name, YamlNode nameNode, YamlNode value) in yaml.Members(node, place))
        {
            DetectorEntry entry = DetectorRegistry.Find(name) ?? throw yaml.Fault(nameNode, $"{place}.{name}",
                "one of " + string.Join(", ", DetectorRegistry.Entries.Select(e => e.Name)), "an unknown detector");
            options[name] = ReadOptions(entry, value, $"{place}.{name}");
        }

        return options;
    }

    private object ReadOptions(DetectorEntry entry, YamlNode node, string section)
    {
        object options = Activator.CreateInstance(entry.OptionsType)!;
        PropertyInfo[] properties = [.. entry.OptionsType.GetProperties().Where(property => property.CanWrite)];
        foreach ((string key, YamlNode keyNode, YamlNode value) in yaml.Members(node, section))
        {
            string place = $"{section}.{key}";
            PropertyInfo property = properties.FirstOrDefault(p => p.Name[1..] == key[1..] && NameOf(p) == key)
                ?? throw yaml.Fault(keyNode, place, string.Join(", ", properties.Select(NameOf)), "an unknown option");
            object parsed = Parse(property.PropertyType, value, place);
            property.SetValue(options, parsed);
            ValidationContext context = new(options) { MemberName = property.Name };
            List<ValidationResult> faults = [];
            if (!Validator.TryValidateProperty(parsed, context, faults))
                throw yaml.Fault(value, place, faults[0].ErrorMessage ?? "another value");
        }

        return options;
    }

    private object Parse(Type type, YamlNode node, string place)
    {
        string text = yaml.Text(node, place);
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
            throw yaml.Fault(node, place, expected);
        }
    }

    private static string NameOf(PropertyInfo property) =>
        char.ToLowerInvariant(property.Name[0]) + property.Name[1..];
}
