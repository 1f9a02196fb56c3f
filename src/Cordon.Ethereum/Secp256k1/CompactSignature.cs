namespace Cordon.Ethereum;

/// <summary>A signature in 64 bytes (EIP-2098): R, then S with the recovery id in its highest bit.</summary>
/// <remarks>S is always in the lower half, so that one signature has one form.</remarks>
public readonly record struct CompactSignature
{
    public const int SizeBytes = 64;

    private static readonly UInt256 ParityBit = UInt256.One << 255;

    private CompactSignature(UInt256 r, UInt256 parityAndS) => (R, ParityAndS) = (r, parityAndS);

    public UInt256 R { get; }

    /// <summary>S, plus 2^255 where the recovery id is 1.</summary>
    public UInt256 ParityAndS { get; }

    /// <summary>The short form of a signature.</summary>
    /// <exception cref="ArgumentException">S is in the upper half, or the recovery id is above 1.</exception>
    public static CompactSignature Of(Signature signature)
    {
        if (!signature.HasLowS || signature.RecoveryId > 1)
            throw new ArgumentException("Only signatures with low S and recovery id 0 or 1 have a short form.");
        return new(signature.R, signature.RecoveryId == 1 ? signature.S | ParityBit : signature.S);
    }

    /// <summary>Reads 64 bytes; false where S is in the upper half.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out CompactSignature signature)
    {
        signature = default;
        if (bytes.Length != SizeBytes) return false;
        signature = new CompactSignature(new UInt256(bytes[..32]), new UInt256(bytes[32..]));
        return signature.Expand().HasLowS;
    }

    /// <summary>The same signature with its recovery id apart.</summary>
    public Signature Expand()
    {
        bool isOdd = ParityAndS >= ParityBit;
        return new Signature(R, isOdd ? ParityAndS - ParityBit : ParityAndS, isOdd ? (byte)1 : (byte)0);
    }

    /// <summary>The account that signed the hash; null where no key can have made this signature.</summary>
    public Address? Recover(Hash256 hash) => Expand().TryRecover(hash, out PublicKey? key) ? key!.Address : null;

    public byte[] ToArray()
    {
        byte[] bytes = new byte[SizeBytes];
        R.CopyTo(bytes);
        ParityAndS.CopyTo(bytes.AsSpan(32));
        return bytes;
    }

    public override string ToString() => Hex.Format(ToArray());
}
