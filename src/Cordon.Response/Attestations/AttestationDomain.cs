using System.Text;
using Cordon.Domain.Attestations;
using Cordon.Ethereum;

namespace Cordon.Response.Attestations;

/// <summary>What guardians sign for one registry: the digest that its contract gives, worked out here.</summary>
public sealed class AttestationDomain
{
    private const string Name = "Cordon IncidentRegistry";

    private static readonly Hash256 TypeHash =
        Keccak256.HashUtf8("Attestation(bytes32 incident,uint8 verdict)");

    private readonly RegistryScope _scope;
    private readonly Hash256 _separator;

    public AttestationDomain(RegistryScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        _scope = scope;
        _separator = scope.Domain(Name).Separator();
    }

    /// <summary>The hash that is signed, equal to the contract's attestationDigest.</summary>
    public Hash256 Digest(Hash256 incident, Verdict verdict)
    {
        Span<byte> words = stackalloc byte[3 * Hash256.SizeBytes];
        TypeHash.CopyTo(words);
        incident.CopyTo(words[32..]);
        words[^1] = (byte)verdict;
        return Eip712Domain.Digest(_separator, Keccak256.Hash(words));
    }

    /// <summary>The same as typed data for signers that take no bare hash (eth_signTypedData_v4).</summary>
    public string TypedData(Hash256 incident, Verdict verdict) => new StringBuilder()
        .Append("""{"types":{"Attestation":[{"name":"incident","type":"bytes32"},""")
        .Append("""{"name":"verdict","type":"uint8"}]},""")
        .Append("\"primaryType\":\"Attestation\",").Append(_scope.DomainJson(Name))
        .Append($"\"message\":{{\"incident\":\"{incident}\",\"verdict\":{(int)verdict}}}}}")
        .ToString();

    /// <summary>Whether the signature is that of the attestation's signer, an account; a contract's is none here: only
    /// the chain can tell.</summary>
    public bool IsSigned(Attestation attestation)
    {
        ArgumentNullException.ThrowIfNull(attestation);
        Hash256 digest = Digest(attestation.Incident, attestation.Verdict);
        return attestation.Signature.Account?.Recover(digest) == attestation.Signer;
    }
}
