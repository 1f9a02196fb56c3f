using Cordon.Ethereum;
using Cordon.Node.Actions;

namespace Cordon.Node.Registry;

/// <summary>An incident that a guardian raised in a chain's registry.</summary>
/// <param name="Chain">Chain id.</param>
/// <param name="Registry">The registry's address.</param>
/// <param name="Id">Its id there, which attestations name.</param>
/// <param name="Protocol">The enrolled address.</param>
/// <param name="Raiser">Index of the guardian.</param>
/// <param name="Target">What it stops.</param>
/// <param name="Mode">What the target may do meanwhile.</param>
/// <param name="Until">When the action ends, seconds since 1970.</param>
/// <param name="Evidence">As <see cref="IncidentEvidence"/> has it, if the raiser is honest.</param>
public sealed record OnChainIncident(
    ulong Chain, Address Registry, Hash256 Id, Address Protocol, uint Raiser, Hash256 Target, BreakerMode Mode,
    ulong Until, Hash256 Evidence);
