using System.Globalization;
using System.Reflection;
using Cordon.Cli.Configuration;
using Cordon.Cli.Terminal;
using Cordon.Detection.Registry;
using Cordon.Domain.Ports;
using Cordon.Domain.Protocols;

namespace Cordon.Cli.Scanning;

/// <summary>What a database's memory depends on: the detectors with their options, and the protected contracts.
/// </summary>
internal static class ScanIdentity
{
    /// <summary>Saves it in a new database, and demands that an older one was made with the same.</summary>
    /// <exception cref="CommandException">It was made with others; the message says which differ.</exception>
    public static void Require(IScanStore store, ScanRequest request, CordonConfig config)
    {
        List<string> differences =
        [
            .. Differences("detector", store.KeepSetting, "detectors", Detectors(request, config)),
            .. Differences("protocol", store.KeepSetting, "protocols", config.Protocols.Select(Describe)),
        ];
        if (differences.Count == 0) return;

        throw CommandException.BadInput(
            $"--db: {request.Database} was made by another kind of scan: {string.Join("; ", differences)}. "
            + "Scan as before, or give a new database.");
    }

    private static IEnumerable<string> Differences(
        string what, Func<string, string, string> keep, string setting, IEnumerable<string> items)
    {
        string[] now = [.. items.Order(StringComparer.Ordinal)];
        string[] before = keep(setting, string.Join('\n', now)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (string gone in before.Except(now))
        {
            string? changed = now.Except(before).FirstOrDefault(item => NameOf(item) == NameOf(gone));
            yield return changed is null ? $"without {what} {gone} now" : $"{what} {gone} is {changed} now";
        }

        foreach (string added in now.Except(before))
        {
            if (before.All(item => NameOf(item) != NameOf(added))) yield return $"with {what} {added} now";
        }
    }

    private static string NameOf(string item) => item.Split('(')[0];

    private static IEnumerable<string> Detectors(ScanRequest request, CordonConfig config)
    {
        IEnumerable<string> names = request.Detectors.Count > 0
            ? request.Detectors.Distinct(StringComparer.Ordinal)
            : DetectorRegistry.Entries.Select(entry => entry.Name);
        return names.Select(name =>
            name + (config.DetectorOptions.TryGetValue(name, out object? options) ? Changed(options) : ""));
    }

    private static string Describe(Protocol protocol) =>
        $"{protocol.Name}({string.Join(' ', protocol.Contracts.Select(contract => contract.ToString()).Order())})";

    // Defaults are left out, so that a configuration which only repeats them is the same scan.
    private static string Changed(object options)
    {
        object defaults = Activator.CreateInstance(options.GetType())!;
        string[] changed = [.. options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => !Equals(property.GetValue(options), property.GetValue(defaults)))
            .Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Name}={p.GetValue(options)}"))];
        return changed.Length == 0 ? "" : $"({string.Join(", ", changed)})";
    }
}
