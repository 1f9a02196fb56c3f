using System.Security.Cryptography;

namespace Cordon.Ethereum;

/// <summary>A secret key. It is never printed, and its memory is zeroed when it is disposed.</summary>
/// <remarks>The bytes are pinned: the garbage collector would leave copies behind when it moves them.</remarks>
public sealed unsafe class PrivateKey : IDisposable
{
    public const int SizeBytes = 32;

    private readonly byte[] _secret = GC.AllocateArray<byte>(SizeBytes, pinned: true);
    private bool _isDisposed;

    /// <summary>Copies the key; the caller still owns, and should zero, the bytes given.</summary>
    /// <exception cref="FormatException">The bytes are not 32, or zero, or not below the curve's order.</exception>
    public PrivateKey(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != SizeBytes) throw new FormatException($"A private key has 32 bytes, not {bytes.Length}.");

        bytes.CopyTo(_secret);
        byte* native = stackalloc byte[64];
        fixed (byte* secret = _secret)
        {
            if (Secp256k1Native.CreatePublicKey(Secp256k1Native.Context, native, secret) != 1)
            {
                Dispose();
                throw new FormatException("A private key lies between 1 and the order of secp256k1.");
            }
        }

        PublicKey = PublicKey.FromNative(native);
    }

    public PublicKey PublicKey { get; }

    public Address Address => PublicKey.Address;

    private Span<byte> Secret
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return _secret;
        }
    }

    /// <summary>A new random key.</summary>
    public static PrivateKey Generate()
    {
        Span<byte> bytes = stackalloc byte[SizeBytes];
        try
        {
            do RandomNumberGenerator.Fill(bytes);
            while (new UInt256(bytes) is var number && (number.IsZero || number >= Signature.Order));
            return new PrivateKey(bytes);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>Parses 64 hex digits, with or without <c>0x</c>. Messages never repeat the text.</summary>
    /// <exception cref="FormatException">The text is not a key.</exception>
    public static PrivateKey Parse(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("0x", StringComparison.Ordinal)) text = text[2..];
        Span<byte> bytes = stackalloc byte[SizeBytes];
        try
        {
            bool isHex = text.Length == 2 * SizeBytes
                && Convert.FromHexString(text, bytes, out _, out _) == System.Buffers.OperationStatus.Done;
            return isHex ? new PrivateKey(bytes) : throw new FormatException("A private key is 64 hex digits.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>Signs a hash; deterministic (RFC 6979), with S in the lower half.</summary>
    /// <exception cref="ObjectDisposedException">The key was disposed.</exception>
    public Signature Sign(Hash256 hash)
    {
        byte* message = stackalloc byte[32];
        hash.CopyTo(new Span<byte>(message, 32));
        byte* signature = stackalloc byte[65];
        byte* compact = stackalloc byte[64];
        int recoveryId;
        nint context = Secp256k1Native.Context;
        fixed (byte* secret = Secret)
        {
            if (Secp256k1Native.SignRecoverable(context, signature, message, secret, 0, 0) != 1)
                throw new CryptographicException("libsecp256k1 refused to sign.");
        }

        _ = Secp256k1Native.SerializeRecoverable(context, compact, &recoveryId, signature); // always 1
        return new Signature(
            new UInt256(new ReadOnlySpan<byte>(compact, 32)),
            new UInt256(new ReadOnlySpan<byte>(compact + 32, 32)),
            (byte)recoveryId);
    }

    /// <summary>Copies the 32 secret bytes; the caller zeroes them after use.</summary>
    public void CopyTo(Span<byte> destination) => Secret.CopyTo(destination);

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_secret);
        _isDisposed = true;
    }

    public override string ToString() => _isDisposed ? "private key (disposed)" : $"private key of {Address}";
}
