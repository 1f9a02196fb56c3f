using System.Collections.Immutable;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Ethereum.Rpc.Json;

namespace Cordon.Engine.Pending;

/// <summary>A transaction that waits to be mined, as a node shows it.</summary>
public sealed record PendingTransaction
{
    public required Hash256 Hash { get; init; }

    public required Address From { get; init; }

    /// <summary>Null where it creates a contract.</summary>
    public required Address? To { get; init; }

    public required ulong Nonce { get; init; }

    /// <summary>In wei.</summary>
    public UInt256 Value { get; init; }

    /// <summary>Gas limit.</summary>
    public ulong Gas { get; init; }

    /// <summary>Offered price in wei per gas, null where the transaction names a maximum instead.</summary>
    public UInt256? GasPrice { get; init; }

    /// <summary>EIP-1559: most it pays per gas, in wei.</summary>
    public UInt256? MaxFeePerGas { get; init; }

    /// <summary>EIP-1559: of that, what goes to the block's builder at most, in wei.</summary>
    public UInt256? MaxPriorityFeePerGas { get; init; }

    public required ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>The node says that it is in a block already.</summary>
    public bool IsMined { get; init; }

    /// <summary>The transaction of the same sender and nonce that was seen before this one; null without.</summary>
    public Hash256? Replaces { get; init; }

    /// <summary>What a first look says.</summary>
    public PendingRank Rank { get; init; }

    /// <summary>The protected protocols that it calls or names, by their names.</summary>
    public ImmutableArray<string> Protocols { get; init; } = [];

    /// <summary>When the node's notice arrived, as a timestamp of the watch's clock.</summary>
    public long NoticedAt { get; init; }

    /// <summary>When its body was here, likewise.</summary>
    public long FetchedAt { get; init; }

    /// <summary>Whether it was looked at before, without what became known of its sender since.</summary>
    public bool IsAgain { get; init; }

    /// <summary>Reads a transaction as a node returns it.</summary>
    /// <exception cref="FormatException">It is none; the message names the field.</exception>
    public static PendingTransaction Read(ReadOnlyMemory<byte> json)
    {
        Hash256? hash = null;
        Address? from = null, to = null;
        ulong? nonce = null;
        ulong gas = 0;
        UInt256 value = default;
        UInt256? price = null, feeMax = null, tipMax = null;
        byte[] input = [];
        bool isMined = false;
        JsonSlices members = JsonSlices.OfObject(json.Span);
        while (members.Next())
        {
            ReadOnlySpan<byte> found = members.Value;
            if (found.SequenceEqual("null"u8)) continue;
            ReadOnlySpan<byte> name = members.Name;
            if (name.SequenceEqual("hash"u8)) hash = RpcValue.Hash(found, "hash");
            else if (name.SequenceEqual("from"u8)) from = RpcValue.Address(found, "from");
            else if (name.SequenceEqual("to"u8)) to = RpcValue.Address(found, "to");
            else if (name.SequenceEqual("nonce"u8)) nonce = RpcValue.Quantity(found, "nonce");
            else if (name.SequenceEqual("gas"u8)) gas = RpcValue.Quantity(found, "gas");
            else if (name.SequenceEqual("value"u8)) value = RpcValue.BigQuantity(found, "value");
            else if (name.SequenceEqual("gasPrice"u8)) price = RpcValue.BigQuantity(found, "gasPrice");
            else if (name.SequenceEqual("maxFeePerGas"u8)) feeMax = RpcValue.BigQuantity(found, "maxFeePerGas");
            else if (name.SequenceEqual("maxPriorityFeePerGas"u8))
                tipMax = RpcValue.BigQuantity(found, "maxPriorityFeePerGas");
            else if (name.SequenceEqual("input"u8)) input = RpcValue.Data(found, "input");
            else if (name.SequenceEqual("blockHash"u8)) isMined = true;
        }

        return new PendingTransaction
        {
            Hash = hash ?? throw new FormatException("hash: missing from the transaction"),
            From = from ?? throw new FormatException("from: missing from the transaction"),
            To = to,
            Nonce = nonce ?? throw new FormatException("nonce: missing from the transaction"),
            Value = value,
            Gas = gas,
            GasPrice = feeMax is null ? price : null,
            MaxFeePerGas = feeMax,
            MaxPriorityFeePerGas = tipMax,
            Input = input,
            IsMined = isMined,
        };
    }
}
