using Cordon.Ethereum;

namespace Cordon.Domain.Attestations;

/// <summary>What vouches for an attestation: a signature of an account, which anybody can check, or what a contract
/// takes for one (ERC-1271), which only the chain can tell and only for the moment. A value.</summary>
public sealed class AttestationSignature : IEquatable<AttestationSignature>
{
    /// <summary>The most that a contract may be given: thirty owners of a Safe, while the registry's gas is enough for
    /// about ten.</summary>
    public const int ContractBytesMax = 2_048;

    private readonly byte[] _bytes;

    private AttestationSignature(CompactSignature? account, byte[] bytes) => (Account, _bytes) = (account, bytes);

    /// <summary>Of an account; null for a contract's.</summary>
    public CompactSignature? Account { get; }

    public bool IsContract => Account is null;

    /// <summary>What a contract is asked about; may be empty, as where a Safe's owners signed on the chain.</summary>
    /// <exception cref="ArgumentException">It is longer than <see cref="ContractBytesMax"/>.</exception>
    public static AttestationSignature OfContract(ReadOnlySpan<byte> bytes) => bytes.Length <= ContractBytesMax
        ? new AttestationSignature(null, bytes.ToArray())
        : throw new ArgumentException($"{bytes.Length} bytes, at most {ContractBytesMax}", nameof(bytes));

    public static implicit operator AttestationSignature(CompactSignature signature) => From(signature);

    /// <summary>The signature of an account.</summary>
    public static AttestationSignature From(CompactSignature signature) =>
        new(signature, signature.Expand().ToArray());

    /// <summary>As the registry takes it beside a signer: 65 bytes of an account, any number of a contract.</summary>
    public byte[] ToArray() => [.. _bytes];

    public bool Equals(AttestationSignature? other) =>
        other is not null && other.Account == Account && other._bytes.AsSpan().SequenceEqual(_bytes);

    public override bool Equals(object? obj) => Equals(obj as AttestationSignature);

    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.Add(Account);
        hash.AddBytes(_bytes);
        return hash.ToHashCode();
    }

    /// <summary>As it is written between nodes: 64 bytes in hex of an account, all of a contract's.</summary>
    public override string ToString() => Account is { } account ? $"{account}" : Hex.Format(_bytes);
}
