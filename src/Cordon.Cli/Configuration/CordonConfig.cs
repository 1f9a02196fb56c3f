using Cordon.Detection.Registry;
using Cordon.Domain.Invariants;
using Cordon.Domain.Protocols;

namespace Cordon.Cli.Configuration;

/// <summary>What a configuration file says about a scan.</summary>
/// <param name="Protocols">The protected protocols.</param>
/// <param name="DetectorOptions">An instance of the detector's options type, by the detector's name.</param>
internal sealed record CordonConfig(
    IReadOnlyList<Protocol> Protocols, IReadOnlyDictionary<string, object> DetectorOptions)
{
    /// <summary>What must hold for the protocols, in the order of the file.</summary>
    public IReadOnlyList<Invariant> Invariants { get; init; } = [];

    /// <summary>Nothing configured.</summary>
    public static CordonConfig Empty { get; } = new([], new Dictionary<string, object>(StringComparer.Ordinal));

    /// <summary>Makes the detectors, with their configured options.</summary>
    /// <param name="names">Which ones, empty for all.</param>
    public DetectorSet Detectors(IReadOnlyCollection<string> names) => DetectorRegistry.Create(
        Protocols.Count == 0 ? WatchList.Empty : new WatchList(Protocols),
        names.Count == 0 ? null : names,
        entry => DetectorOptions.GetValueOrDefault(entry.Name));
}
