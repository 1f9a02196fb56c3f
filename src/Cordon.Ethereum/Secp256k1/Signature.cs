namespace Cordon.Ethereum;

/// <summary>A recoverable ECDSA signature on secp256k1.</summary>
/// <param name="R">The x coordinate of the nonce's point, modulo the order.</param>
/// <param name="S">At most half the order in what Cordon signs (EIP-2).</param>
/// <param name="RecoveryId">Which of the possible keys signed: 0 or 1, the parity of the nonce's y.</param>
public readonly unsafe record struct Signature(UInt256 R, UInt256 S, byte RecoveryId)
{
    public const int SizeBytes = 65;

    /// <summary>The order of the curve's group.</summary>
    public static UInt256 Order { get; } =
        UInt256.Parse("0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");

    /// <summary>Half the order, rounded down: the largest S that Ethereum accepts since Homestead.</summary>
    public static UInt256 HalfOrder { get; } = Order >> 1;

    /// <summary>Whether S is in the lower half, so that nobody can make a second signature out of this one.</summary>
    public bool HasLowS => S <= HalfOrder;

    /// <summary>27 or 28, as messages and contracts want it.</summary>
    public byte V => (byte)(RecoveryId + 27);

    /// <summary>Reads R, S and V, 32 + 32 + 1 bytes; V is 27 or 28, or 0 or 1.</summary>
    /// <exception cref="FormatException">The length or V is another.</exception>
    public static Signature Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != SizeBytes) throw new FormatException($"A signature has 65 bytes, not {bytes.Length}.");

        byte v = bytes[64];
        byte recoveryId = v is 27 or 28 ? (byte)(v - 27) : v;
        if (recoveryId > 1) throw new FormatException($"A signature's last byte is 27 or 28, or 0 or 1, not {v}.");

        return new Signature(new UInt256(bytes[..32]), new UInt256(bytes[32..64]), recoveryId);
    }

    /// <summary>R, S and V (27 or 28), 65 bytes.</summary>
    public byte[] ToArray()
    {
        byte[] bytes = new byte[SizeBytes];
        R.CopyTo(bytes);
        S.CopyTo(bytes.AsSpan(32));
        bytes[64] = V;
        return bytes;
    }

    /// <summary>The key that signed the hash. High S is accepted; callers that must not, check it.</summary>
    /// <returns>False when no key can have made this signature.</returns>
    public bool TryRecover(Hash256 hash, out PublicKey? key)
    {
        key = null;
        if (RecoveryId > 3) return false;

        byte* compact = stackalloc byte[64];
        byte* signature = stackalloc byte[SizeBytes];
        byte* native = stackalloc byte[64];
        byte* message = stackalloc byte[32];
        R.CopyTo(new Span<byte>(compact, 32));
        S.CopyTo(new Span<byte>(compact + 32, 32));
        hash.CopyTo(new Span<byte>(message, 32));

        nint context = Secp256k1Native.Context;
        if (Secp256k1Native.ParseRecoverable(context, signature, compact, RecoveryId) != 1) return false;
        if (Secp256k1Native.Recover(context, native, signature, message) != 1) return false;

        key = PublicKey.FromNative(native);
        return true;
    }

    /// <summary>The account that signed the hash.</summary>
    /// <exception cref="FormatException">No key can have made this signature.</exception>
    public Address RecoverAddress(Hash256 hash) => TryRecover(hash, out PublicKey? key)
        ? key!.Address
        : throw new FormatException("No key can have made this signature.");

    public override string ToString() => Hex.Format(ToArray());
}
