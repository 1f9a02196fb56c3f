using Cordon.Ethereum.Rpc.Json;

namespace Cordon.Ethereum.Rpc;

/// <summary>What became of a transaction.</summary>
/// <param name="Succeeded">Null before Byzantium, whose receipts hold no status.</param>
/// <param name="ContractAddress">The contract it created, if any.</param>
/// <param name="EffectiveGasPrice">Price per gas paid, in wei; null when the node does not say.</param>
public sealed record TransactionReceipt(
    Hash256 TransactionHash,
    Hash256 BlockHash,
    ulong BlockNumber,
    bool? Succeeded,
    ulong GasUsed,
    UInt256? EffectiveGasPrice,
    Address? ContractAddress)
{
    /// <summary>Reads a receipt as a node returns it.</summary>
    /// <exception cref="FormatException">Not a receipt; the message names the field.</exception>
    public static TransactionReceipt Read(ReadOnlySpan<byte> json)
    {
        Hash256? transaction = null, block = null;
        ulong? number = null, gas = null, status = null;
        UInt256? price = null;
        Address? contract = null;
        JsonSlices members = JsonSlices.OfObject(json);
        while (members.Next())
        {
            ReadOnlySpan<byte> value = members.Value;
            if (value.SequenceEqual("null"u8)) continue;
            if (members.Name.SequenceEqual("transactionHash"u8)) transaction = RpcValue.Hash(value, "transactionHash");
            else if (members.Name.SequenceEqual("blockHash"u8)) block = RpcValue.Hash(value, "blockHash");
            else if (members.Name.SequenceEqual("blockNumber"u8)) number = RpcValue.Quantity(value, "blockNumber");
            else if (members.Name.SequenceEqual("gasUsed"u8)) gas = RpcValue.Quantity(value, "gasUsed");
            else if (members.Name.SequenceEqual("status"u8)) status = RpcValue.Quantity(value, "status");
            else if (members.Name.SequenceEqual("effectiveGasPrice"u8))
                price = RpcValue.BigQuantity(value, "effectiveGasPrice");
            else if (members.Name.SequenceEqual("contractAddress"u8))
                contract = RpcValue.Address(value, "contractAddress");
        }

        return new TransactionReceipt(
            transaction ?? throw Missing("transactionHash"),
            block ?? throw Missing("blockHash"),
            number ?? throw Missing("blockNumber"),
            status is null ? null : status == 1,
            gas ?? throw Missing("gasUsed"),
            price,
            contract);
    }

    private static FormatException Missing(string field) => new($"{field}: missing from the receipt");
}
