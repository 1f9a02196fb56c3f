using Cordon.Domain.Incidents;
using Cordon.Domain.Policies;

namespace Cordon.Domain.Ports;

/// <summary>Remembers what was decided, across any crash: what <see cref="Keep"/> returned from is there after a power
/// failure. Every method throws <see cref="StoreException"/>.</summary>
public interface IDecisionStore : IDisposable
{
    /// <summary>Keeps decisions, all or none. A later decision of the same key takes the place of an earlier one in
    /// <see cref="Find"/>; both stay in <see cref="ReadSince"/>.</summary>
    /// <param name="decisions">In the order in which they were made.</param>
    /// <param name="incidents">What they are about, each in place of its earlier version; null to leave those as they
    /// are.</param>
    void Keep(IReadOnlyCollection<ResponseDecision> decisions, IReadOnlyCollection<Incident>? incidents = null);

    /// <summary>As <see cref="Keep"/>, when what it returns is completed or goes along with what is sent.</summary>
    IPendingWrite Prepare(IReadOnlyCollection<ResponseDecision> decisions, IReadOnlyCollection<Incident> incidents);

    /// <summary>Keeps a person's answer where its key still waits for one, so that of two answers the first stands.
    /// </summary>
    /// <returns>False where it does not wait: nothing was kept.</returns>
    bool KeepAnswer(ResponseDecision answered);

    /// <summary>The latest decision of a key, null where there is none.</summary>
    ResponseDecision? Find(string key);

    /// <summary>Decisions about a protocol since a moment, oldest first; null for all protocols.</summary>
    IReadOnlyList<ResponseDecision> ReadSince(string? protocol, DateTimeOffset since);

    /// <summary>An incident as it was when something was last decided about it, null where nothing was.</summary>
    Incident? FindIncident(string id);
}
