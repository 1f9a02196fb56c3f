using Cordon.Domain.Incidents;
using Cordon.Domain.Policies;
using Cordon.Domain.Ports;

namespace Cordon.Node.Decisions;

/// <summary>Decisions on their way to the store.</summary>
/// <param name="Write">Goes along with the sending that follows from them, or is completed by itself.</param>
/// <param name="Decisions">What was decided.</param>
/// <param name="Waiting">Decisions made before, from which nothing follows, that are kept with them.</param>
/// <param name="WaitingAbout">The incidents of those.</param>
/// <param name="Replaced">Grants that count no more because of them.</param>
internal sealed record LedgerEntry(
    IPendingWrite Write, ResponseDecision[] Decisions, ResponseDecision[] Waiting, Incident[] WaitingAbout,
    ResponseDecision[] Replaced);
