using Cordon.Ethereum;

namespace Cordon.Response.Confirming;

/// <summary>Joins the signatures of single owners as a Safe takes them: in the ascending order of their addresses.
/// </summary>
public static class SafeSignatures
{
    private const byte Approved = 1; // v of an owner who approved the hash on the chain; r is the address
    private const byte MessageOffset = 4; // v of a signature over the hash as a message (eth_sign) is 31 or 32

    /// <summary>One signature as it is, or several joined. Only such of 65 bytes can be joined; those that are joined
    /// already, or that point to a contract's own, are given alone.</summary>
    /// <param name="ownersHash">What the owners signed (<see cref="SafeQuestion.OwnersHash"/>).</param>
    /// <exception cref="FormatException">One of several is not of 65 bytes, or is nobody's signature.</exception>
    public static byte[] Join(IReadOnlyList<byte[]> signatures, Hash256 ownersHash)
    {
        ArgumentNullException.ThrowIfNull(signatures);
        if (signatures.Count == 1) return signatures[0];
        return
        [
            .. signatures.Select((signature, i) => (Owner: OwnerOf(signature, i, ownersHash), signature))
                .OrderBy(each => each.Owner).SelectMany(each => each.signature),
        ];
    }

    /// <summary>What stands for the signature of an owner who approved the hash on the chain.</summary>
    public static byte[] OfApproval(Address owner) =>
        [.. new Hash256(owner.ToUInt256()).ToArray(), .. new byte[UInt256.SizeBytes], Approved];

    private static Address OwnerOf(byte[] signature, int index, Hash256 hash)
    {
        if (signature.Length != Signature.SizeBytes)
        {
            throw new FormatException(
                $"signature {index + 1} has {signature.Length} bytes, one that is joined has {Signature.SizeBytes}");
        }

        byte v = signature[^1];
        if (v == Approved) return Address.FromWord(new UInt256(signature.AsSpan(0, UInt256.SizeBytes)));
        byte[] plain = [.. signature];
        Hash256 signed = hash;
        if (v > 30)
        {
            plain[^1] = (byte)(v - MessageOffset);
            signed = Keccak256.Hash([.. "\u0019Ethereum Signed Message:\n32"u8, .. hash.ToArray()]);
        }

        return Signature.Parse(plain).TryRecover(signed, out PublicKey? key)
            ? key!.Address
            : throw new FormatException($"signature {index + 1} is nobody's");
    }
}
