using Cordon.Engine.Sources.Node;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Ethereum.Rpc.Json;

namespace Cordon.Engine.Pending;

/// <summary>What a block says about transactions that were pending.</summary>
/// <param name="Parent">The block below it; null where the node does not say.</param>
/// <param name="BaseFee">In wei; zero where the chain takes none.</param>
internal sealed record MinedBlock(
    ulong Number, Hash256 Hash, Hash256? Parent, UInt256 BaseFee, IReadOnlyList<Hash256> Transactions)
{
    /// <summary>Reads a block with the hashes of its transactions, as a node returns it.</summary>
    /// <exception cref="FormatException">It is none; the message names the field.</exception>
    public static MinedBlock Read(ReadOnlySpan<byte> json)
    {
        BlockHeader header = BlockHeader.Read(json);
        ReadOnlySpan<byte> fee = JsonMember.Find(json, "baseFeePerGas"u8);
        ReadOnlySpan<byte> transactions = JsonMember.Find(json, "transactions"u8);
        List<Hash256> hashes = [];
        if (!transactions.IsEmpty)
        {
            JsonSlices elements = JsonSlices.OfArray(transactions);
            while (elements.Next()) hashes.Add(RpcValue.Hash(elements.Value, "transactions"));
        }

        return new MinedBlock(
            header.Number, header.Hash, header.ParentHash,
            fee.IsEmpty ? UInt256.Zero : RpcValue.BigQuantity(fee, "baseFeePerGas"), hashes);
    }
}
