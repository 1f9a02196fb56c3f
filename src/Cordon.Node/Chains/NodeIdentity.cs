using System.Globalization;
using System.Text;
using System.Text.Json;
using Cordon.Detection.Registry;
using Cordon.Node.Settings;

namespace Cordon.Node.Chains;

/// <summary>What a chain's memory depends on: with other detectors, options or protocols it means something else.
/// </summary>
internal static class NodeIdentity
{
    public static string Of(NodeSettings settings, ulong chain)
    {
        StringBuilder text = new();
        foreach (DetectorEntry entry in DetectorRegistry.Entries)
        {
            object? options = settings.DetectorOptions.GetValueOrDefault(entry.Name);
            string said = options is null ? "" : JsonSerializer.Serialize(options, options.GetType());
            text.Append(CultureInfo.InvariantCulture, $"{entry.Name} {said}\n");
        }

        foreach (GuardedProtocol guarded in settings.Protocols
            .Where(guarded => guarded.Protocol.Chain == chain).OrderBy(guarded => guarded.Protocol.Name))
        {
            text.Append(CultureInfo.InvariantCulture, $"{guarded.Protocol.Name} ");
            text.AppendJoin(' ', guarded.Protocol.Contracts.Select(contract => contract.ToString()).Order());
            text.Append('\n');
        }

        return text.ToString();
    }
}
