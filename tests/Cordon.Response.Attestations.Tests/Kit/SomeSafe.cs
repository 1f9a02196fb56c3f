using Cordon.Ethereum;
using Cordon.Response.Confirming;

namespace Cordon.Response.Attestations.Tests.Kit;

/// <summary>What owners sign for a Safe to sign.</summary>
internal static class SomeSafe
{
    private static readonly Hash256 MessageType = Keccak256.HashUtf8("SafeMessage(bytes message)");

    /// <summary>The owners' signatures of a digest, joined as the Safe takes them.</summary>
    public static byte[] Sign(Address safe, Hash256 digest, params PrivateKey[] owners)
    {
        var domain = new Eip712Domain { ChainId = GuardianWorld.ChainId, VerifyingContract = safe };
        Hash256 message = Keccak256.Hash(digest.ToArray());
        Hash256 hash = domain.Digest(Keccak256.Hash([.. MessageType.ToArray(), .. message.ToArray()]));
        return SafeSignatures.Join([.. owners.Select(owner => owner.Sign(hash).ToArray())], hash);
    }
}
