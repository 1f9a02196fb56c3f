using Cordon.Ethereum;

namespace Cordon.Domain.Attestations;

/// <summary>A guardian's signed verdict about an incident of one registry on one chain.</summary>
/// <param name="Incident">Its id on the chain.</param>
/// <param name="Signer">The key that signed, a guardian's; not the guardian's own account.</param>
/// <param name="Signature">Of the EIP-712 digest that the registry gives for incident and verdict.</param>
public sealed record Attestation(
    Hash256 Incident, Verdict Verdict, Address Signer, AttestationSignature Signature);
