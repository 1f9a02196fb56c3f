using Cordon.Ethereum.Rpc;
using Cordon.Ethereum.Rpc.Pool;

namespace Cordon.Node.Chains;

/// <summary>What the parts of one chain's guard report of what they read, as what the node can and cannot see.
/// </summary>
internal sealed class SightReports(Sight sight)
{
    /// <summary>An endpoint that is gone, behind or lying is an incident of the node's own.</summary>
    public void Endpoint(EndpointReport report)
    {
        string who = string.Join(", ", report.Endpoints);
        if (report.Kind == EndpointReportKind.Recovered) sight.Regained($"endpoint {who}");
        else if (report.Kind == EndpointReportKind.Disagreement)
            sight.Lost($"agreement of {who} on block {report.Block}", report.Message, "what is true of that block");
        else sight.Lost($"endpoint {who}", report.Message, "what the other endpoints do not tell");
    }

    /// <summary>The registry's bounds were read, or could not be.</summary>
    /// <param name="failure">Why they could not be; null where they were.</param>
    public void Registry(RpcException? failure)
    {
        const string registry = "the registry's bounds";
        if (failure is null) sight.Regained(registry);
        else sight.Lost(registry, failure.Message, "whether an action would be taken");
    }

    /// <summary>What an invariant compares with was read on another chain, or could not be: this chain is the blind
    /// one.</summary>
    /// <param name="other">The other chain's id.</param>
    /// <param name="fault">Why it could not be; null where it was.</param>
    public void Foreign(ulong other, string? fault)
    {
        string values = $"values of chain {other}";
        if (fault is null) sight.Regained(values);
        else sight.Lost(values, fault, "invariants that compare with it");
    }
}
