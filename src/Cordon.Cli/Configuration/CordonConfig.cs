using System.Collections.Immutable;
using Cordon.Detection.Registry;
using Cordon.Domain.Invariants;
using Cordon.Domain.Protocols;
using Cordon.Node.Settings;

namespace Cordon.Cli.Configuration;

/// <summary>What <c>cordon.yaml</c> says, for a scan and for a node.</summary>
/// <param name="Guarded">The protected protocols, with what may be done for them.</param>
/// <param name="DetectorOptions">An instance of the detector's options type, by the detector's name.</param>
internal sealed record CordonConfig(
    ImmutableArray<GuardedProtocol> Guarded, IReadOnlyDictionary<string, object> DetectorOptions)
{
    public const string DataFolderDefault = "cordon-data";

    /// <summary>Nothing configured.</summary>
    public static CordonConfig Empty { get; } = new([], new Dictionary<string, object>(StringComparer.Ordinal));

    /// <summary>The protected protocols.</summary>
    public IReadOnlyList<Protocol> Protocols { get; init; } = [.. Guarded.Select(guarded => guarded.Protocol)];

    /// <summary>What must hold for the protocols, in the order of the file.</summary>
    public IReadOnlyList<Invariant> Invariants { get; init; } = [];

    /// <summary>The chains that a node follows.</summary>
    public ImmutableArray<ChainSettings> Chains { get; init; } = [];

    /// <summary>Null for a node that signs nothing.</summary>
    public GuardianSettings? Guardian { get; init; }

    /// <summary>Where a node keeps its databases.</summary>
    public string DataFolder { get; init; } = DataFolderDefault;

    /// <summary>Whom a node tells.</summary>
    public ImmutableArray<Uri> Webhooks { get; init; } = [];

    /// <summary>Null for a node that shows no page.</summary>
    public DashboardSettings? Dashboard { get; init; }

    /// <summary>Makes the detectors, with their configured options.</summary>
    /// <param name="names">Which ones, empty for all.</param>
    public DetectorSet Detectors(IReadOnlyCollection<string> names) => DetectorRegistry.Create(
        Protocols.Count == 0 ? WatchList.Empty : new WatchList(Protocols),
        names.Count == 0 ? null : names,
        entry => DetectorOptions.GetValueOrDefault(entry.Name));
}
