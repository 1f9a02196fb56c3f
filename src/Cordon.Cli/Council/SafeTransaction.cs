using Cordon.Ethereum;

namespace Cordon.Cli.Council;

/// <summary>What the owners of a Safe are asked to sign.</summary>
internal sealed record SafeTransaction
{
    // keccak256 of the text is what Safe calls SAFE_TX_TYPEHASH, since version 1.0.0.
    private static readonly Hash256 TypeHash = Keccak256.HashUtf8(
        "SafeTx(address to,uint256 value,bytes data,uint8 operation,uint256 safeTxGas,uint256 baseGas,"
        + "uint256 gasPrice,address gasToken,address refundReceiver,uint256 nonce)");

    private static readonly AbiType Encoded = AbiType.Parse(
        "(bytes32,address,uint256,bytes32,uint8,uint256,uint256,uint256,address,address,uint256)");

    public required Address Safe { get; init; }

    public required Address To { get; init; }

    /// <summary>Wei sent along.</summary>
    public UInt256 Value { get; init; }

    public byte[] Data { get; init; } = [];

    /// <summary>Whether the target's code runs as the Safe itself (operation 1).</summary>
    public bool IsDelegateCall { get; init; }

    public UInt256 SafeTxGas { get; init; }

    public UInt256 BaseGas { get; init; }

    public UInt256 GasPrice { get; init; }

    public Address GasToken { get; init; }

    public Address RefundReceiver { get; init; }

    public UInt256 Nonce { get; init; }

    /// <summary>The hash that came with it, which proves nothing; null where none came.</summary>
    public Hash256? ClaimedHash { get; init; }

    /// <summary>The chain it is said to be for; null where nothing is said.</summary>
    public UInt256? ClaimedChain { get; init; }

    public IReadOnlyList<SafeConfirmation> Confirmations { get; init; } = [];

    /// <summary>The hash that owners sign (EIP-712).</summary>
    /// <param name="chain">The chain's id; null for a Safe before 1.3.0, whose domain has none.</param>
    public Hash256 Hash(ulong? chain) => Keccak256.Hash(Preimage(chain));

    /// <summary>What is hashed for it: 0x1901, the domain's hash, the transaction's hash. Older Safes show this to
    /// owners that are contracts.</summary>
    public byte[] Preimage(ulong? chain)
    {
        Eip712Domain domain = new() { ChainId = chain is { } id ? (UInt256)id : null, VerifyingContract = Safe };
        Hash256 own = Keccak256.Hash(AbiCodec.Encode(Encoded, AbiValue.List(
            TypeHash, To, Value, Keccak256.Hash(Data), (UInt256)(IsDelegateCall ? 1u : 0u), SafeTxGas, BaseGas,
            GasPrice, GasToken, RefundReceiver, Nonce)));
        return [0x19, 0x01, .. domain.Separator().ToArray(), .. own.ToArray()];
    }
}
