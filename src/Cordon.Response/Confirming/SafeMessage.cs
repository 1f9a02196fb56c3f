using Cordon.Ethereum;

namespace Cordon.Response.Confirming;

/// <summary>What a Safe's owners sign so that the Safe has signed a digest: not the digest, but a <c>SafeMessage</c>
/// around it, which is bound to the Safe (CompatibilityFallbackHandler, Safe 1.3 and later; ERC-1271).</summary>
/// <param name="Chain">Chain id.</param>
/// <param name="Safe">The Safe.</param>
/// <param name="Digest">What its <c>isValidSignature</c> is asked about.</param>
public sealed record SafeMessage(ulong Chain, Address Safe, Hash256 Digest)
{
    // What Safe calls SAFE_MSG_TYPEHASH.
    private static readonly Hash256 TypeHash = Keccak256.HashUtf8("SafeMessage(bytes message)");

    /// <summary>The hash that each owner signs, or approves on the chain; the Safe works it out again.</summary>
    public Hash256 Hash()
    {
        var message = Keccak256.Hash(Digest.ToArray());
        return new Eip712Domain { ChainId = Chain, VerifyingContract = Safe }
            .Digest(Keccak256.Hash([.. TypeHash.ToArray(), .. message.ToArray()]));
    }

    /// <summary>The same as typed data, for an owner's own wallet (eth_signTypedData_v4).</summary>
    public string TypedData() =>
        """{"types":{"EIP712Domain":[{"name":"chainId","type":"uint256"},"""
        + """{"name":"verifyingContract","type":"address"}],"SafeMessage":[{"name":"message","type":"bytes"}]},"""
        + $"\"primaryType\":\"SafeMessage\",\"domain\":{{\"chainId\":{Chain},\"verifyingContract\":\"{Safe}\"}},"
        + $"\"message\":{{\"message\":\"{Digest}\"}}}}";
}
