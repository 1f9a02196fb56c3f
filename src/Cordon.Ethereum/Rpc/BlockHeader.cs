using Cordon.Ethereum.Rpc.Json;

namespace Cordon.Ethereum.Rpc;

/// <summary>The part of a block header that tells where the block belongs.</summary>
/// <param name="Timestamp">Seconds since 1970; null when the source does not keep it.</param>
/// <param name="ParentHash">Null when the source does not keep it.</param>
public sealed record BlockHeader(ulong Number, Hash256 Hash, Hash256? ParentHash, ulong? Timestamp)
{
    private static readonly ulong SecondsMax = (ulong)DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <summary>The moment it is said to have been made; null where nothing is said, or what no calendar has
    /// (<see cref="HasAbsurdTime"/>).</summary>
    public DateTimeOffset? MadeAt =>
        Timestamp <= SecondsMax ? DateTimeOffset.FromUnixTimeSeconds((long)Timestamp.Value) : null;

    /// <summary>Its time is after the year 9999: a node can say so, and nothing can be compared with it.</summary>
    public bool HasAbsurdTime => Timestamp > SecondsMax;

    /// <summary>Reads a block or header as a node returns it; transactions are skipped, not parsed.</summary>
    /// <exception cref="FormatException">Not a block; the message names the field.</exception>
    public static BlockHeader Read(ReadOnlySpan<byte> json)
    {
        ulong? number = null, timestamp = null;
        Hash256? hash = null, parent = null;
        JsonSlices members = JsonSlices.OfObject(json);
        while (members.Next())
        {
            ReadOnlySpan<byte> value = members.Value;
            if (value.SequenceEqual("null"u8)) continue; // a pending block has neither number nor hash
            if (members.Name.SequenceEqual("number"u8)) number = RpcValue.Quantity(value, "number");
            else if (members.Name.SequenceEqual("timestamp"u8)) timestamp = RpcValue.Quantity(value, "timestamp");
            else if (members.Name.SequenceEqual("hash"u8)) hash = RpcValue.Hash(value, "hash");
            else if (members.Name.SequenceEqual("parentHash"u8)) parent = RpcValue.Hash(value, "parentHash");
        }

        return new BlockHeader(
            number ?? throw new FormatException("number: missing from the block"),
            hash ?? throw new FormatException("hash: missing from the block"),
            parent,
            timestamp);
    }
}
