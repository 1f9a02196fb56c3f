namespace Cordon.Ethereum;

/// <summary>A transaction before it is signed. Fields that its type does not have are ignored.</summary>
/// <remarks>Lists and data compare by reference; to compare content, compare <see cref="EncodeForSigning"/>.</remarks>
public sealed record Transaction
{
    public TransactionType Type { get; init; } = TransactionType.DynamicFee;

    /// <summary>Null only for legacy transactions that hold on every chain (before EIP-155).</summary>
    public ulong? ChainId { get; init; }

    public ulong Nonce { get; init; }

    /// <summary>In wei; types 0 and 1.</summary>
    public UInt256 GasPrice { get; init; }

    /// <summary>In wei; types 2 to 4.</summary>
    public UInt256 MaxPriorityFeePerGas { get; init; }

    /// <summary>In wei; types 2 to 4.</summary>
    public UInt256 MaxFeePerGas { get; init; }

    public ulong GasLimit { get; init; }

    /// <summary>Null when the transaction creates a contract, which types 3 and 4 cannot.</summary>
    public Address? To { get; init; }

    /// <summary>In wei.</summary>
    public UInt256 Value { get; init; }

    public ReadOnlyMemory<byte> Data { get; init; }

    public IReadOnlyList<AccessListEntry> AccessList { get; init; } = [];

    /// <summary>In wei; type 3.</summary>
    public UInt256 MaxFeePerBlobGas { get; init; }

    /// <summary>Type 3.</summary>
    public IReadOnlyList<Hash256> BlobVersionedHashes { get; init; } = [];

    /// <summary>Type 4.</summary>
    public IReadOnlyList<Authorization> Authorizations { get; init; } = [];

    /// <summary>The most that a unit of gas can cost, in wei.</summary>
    public UInt256 GasPriceMax => Type <= TransactionType.AccessList ? GasPrice : MaxFeePerGas;

    /// <summary>The bytes whose hash is signed.</summary>
    /// <exception cref="InvalidOperationException">Its type needs a chain id or a recipient: there is none.</exception>
    public byte[] EncodeForSigning() => TransactionEncoding.Encode(this, signature: null);

    public Hash256 SigningHash() => Keccak256.Hash(EncodeForSigning());

    /// <exception cref="InvalidOperationException">Its type needs a chain id or a recipient: there is none.</exception>
    public SignedTransaction Sign(PrivateKey key) => new(this, key.Sign(SigningHash()));
}
