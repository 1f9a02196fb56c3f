using Cordon.Contracts;
using Cordon.Domain.Attestations;
using Cordon.Domain.Sending;
using Cordon.Ethereum;
using Cordon.Response.Attestations.Chain;
using Cordon.Response.Attestations.Pool;

namespace Cordon.Response.Attestations.Submission;

/// <summary>Writes the requests that an exchange has the sender send.</summary>
internal static class RegistryRequests
{
    /// <summary>The contract's ATTESTATIONS_MAX.</summary>
    public const int AttestationsMax = 200;

    /// <summary>Calldata of attest.</summary>
    /// <param name="attestations">Of one incident and verdict, verified, at most <see cref="AttestationsMax"/>.</param>
    public static byte[] AttestData(IReadOnlyCollection<Attestation> attestations)
    {
        Attestation any = attestations.First();
        Attestation[] sorted = [.. attestations.OrderBy(attestation => attestation.Signer)];
        Hash256[][] accounts = [.. sorted
            .Select(attestation => attestation.Signature.Account)
            .OfType<CompactSignature>()
            .Select(signature => (Hash256[])[new Hash256(signature.R), new Hash256(signature.ParityAndS)])];
        IncidentRegistry.Attestation[] contracts =
            [.. sorted.Where(attestation => attestation.Signature.IsContract).Select(Of)];
        return new IncidentRegistry.AttestCall(any.Incident, (byte)any.Verdict, accounts, contracts).Encode();
    }

    /// <summary>The same attestations are one request, however often it is made.</summary>
    public static SendRequest Attest(
        RegistryScope scope, DateTimeOffset raisedAt, IReadOnlyCollection<Attestation> attestations, ulong gas)
    {
        Attestation any = attestations.First();
        // A contract may take another signature of the same verdict tomorrow; an account's is as good as any other.
        byte[] signers = [.. attestations.OrderBy(a => a.Signer).SelectMany(a => (byte[])
            [.. a.Signer.ToArray(), .. a.Signature.IsContract ? a.Signature.ToArray() : []])];
        string set = Keccak256.Hash(signers).ToString()[2..18];
        return new SendRequest
        {
            Key = $"attest:{scope.Name}:{any.Incident}:{any.Verdict}:{set}",
            Chain = scope.Chain,
            To = scope.Registry,
            Data = AttestData(attestations),
            GasLimit = gas,
            ExpiresAt = raisedAt + IncidentSight.Challenge,
        };
    }

    /// <summary>Calldata of proveEquivocation; it wants the signatures with their recovery id apart.</summary>
    public static byte[] ProofData(Equivocation proof) => new IncidentRegistry.ProveEquivocationCall(
        proof.Attack.Incident, Of(proof.Attack), Of(proof.NoAttack)).Encode();

    /// <summary>A guardian is proven guilty of an incident's double verdict once.</summary>
    public static SendRequest Prove(RegistryScope scope, IncidentSight sight, Equivocation proof, ulong gas) => new()
    {
        Key = $"equivocation:{scope.Name}:{proof.Attack.Incident}:{proof.Guardian}",
        Chain = scope.Chain,
        To = scope.Registry,
        Data = ProofData(proof),
        GasLimit = gas,
        ExpiresAt = sight.RaisedAt + IncidentSight.EquivocationWindow,
    };

    private static IncidentRegistry.Attestation Of(Attestation attestation) =>
        new(attestation.Signer, attestation.Signature.ToArray());
}
