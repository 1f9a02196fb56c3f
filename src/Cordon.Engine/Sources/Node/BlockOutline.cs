using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Ethereum.Rpc.Json;

namespace Cordon.Engine.Sources.Node;

/// <summary>The part of a block by which its receipts and traces are checked.</summary>
/// <param name="GasUsed">Null where the source does not keep it.</param>
/// <param name="Transactions">Hashes in block order; null where the source does not keep them.</param>
internal sealed record BlockOutline(BlockHeader Header, ulong? GasUsed, IReadOnlyList<Hash256>? Transactions)
{
    /// <summary>Reads a block as a node returns it, with whole transactions or with hashes only.</summary>
    /// <exception cref="FormatException">Not a block; the message names the field.</exception>
    public static BlockOutline Read(ReadOnlySpan<byte> block)
    {
        ulong? gasUsed = null;
        List<Hash256>? transactions = null;
        JsonSlices members = JsonSlices.OfObject(block);
        while (members.Next())
        {
            if (members.Name.SequenceEqual("gasUsed"u8)) gasUsed = RpcValue.Quantity(members.Value, "gasUsed");
            else if (members.Name.SequenceEqual("transactions"u8)) transactions = HashesIn(members.Value);
        }

        return new BlockOutline(BlockHeader.Read(block), gasUsed, transactions);
    }

    private static List<Hash256> HashesIn(ReadOnlySpan<byte> json)
    {
        var hashes = new List<Hash256>();
        JsonSlices elements = JsonSlices.OfArray(json);
        while (elements.Next())
        {
            string field = $"transactions[{hashes.Count}].hash";
            ReadOnlySpan<byte> hash = elements.Value is [(byte)'"', ..]
                ? elements.Value
                : JsonMember.Find(elements.Value, "hash"u8);
            hashes.Add(RpcValue.Hash(hash, field));
        }

        return hashes;
    }
}
