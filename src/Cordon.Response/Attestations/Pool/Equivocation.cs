using Cordon.Domain.Attestations;
using Cordon.Ethereum;

namespace Cordon.Response.Attestations.Pool;

/// <summary>Both verdicts about one incident, signed by one guardian: what the registry slashes it for.</summary>
public sealed record Equivocation(Address Guardian, Attestation Attack, Attestation NoAttack);
