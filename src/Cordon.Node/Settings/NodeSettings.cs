using System.Collections.Immutable;
using Cordon.Domain.Incidents;
using Cordon.Domain.Invariants;
using Cordon.Domain.Policies;
using Cordon.Response.Confirming;

namespace Cordon.Node.Settings;

/// <summary>What a guardian node watches and what it may do, as its configuration file says.</summary>
public sealed record NodeSettings
{
    /// <summary>At least one, each chain id once.</summary>
    public required ImmutableArray<ChainSettings> Chains { get; init; }

    /// <summary>Protocols of these chains.</summary>
    public required ImmutableArray<GuardedProtocol> Protocols { get; init; }

    /// <summary>What must hold for the protocols.</summary>
    public ImmutableArray<Invariant> Invariants { get; init; } = [];

    /// <summary>An instance of the detector's options type, by the detector's name; others have their defaults.
    /// </summary>
    public IReadOnlyDictionary<string, object> DetectorOptions { get; init; } =
        new Dictionary<string, object>(StringComparer.Ordinal);

    /// <summary>Null for a node that watches and notifies, and signs nothing.</summary>
    public GuardianSettings? Guardian { get; init; }

    /// <summary>Where databases go; made when missing.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Where notifications go: each is posted to, as JSON.</summary>
    public ImmutableArray<Uri> Webhooks { get; init; } = [];

    /// <summary>Null for a node that shows no page.</summary>
    public DashboardSettings? Dashboard { get; init; }

    /// <summary>Bounds and intervals; a file need not name them.</summary>
    public NodeOptions Options { get; init; } = new();

    /// <summary>The question that the policy puts to a Safe about a decision that waits; null where anybody may answer,
    /// or where the decision's protocol is no longer guarded.</summary>
    /// <param name="incident">What the decision is about, null where it is not known: names are of one chain as a rule.
    /// </param>
    public SafeQuestion? SafeQuestionOf(ResponseDecision decision, Incident? incident)
    {
        ArgumentNullException.ThrowIfNull(decision);
        GuardedProtocol? guarded = Protocols.FirstOrDefault(each => each.Protocol.Name == decision.Protocol
            && (incident is null || each.Protocol.Chain == incident.Chain));
        return guarded?.Policy.Rules.GetValueOrDefault(decision.Action)?.Safe is { } safe
            ? new SafeQuestion(decision, decision.At, guarded.Protocol.Chain, safe)
            : null;
    }
}
