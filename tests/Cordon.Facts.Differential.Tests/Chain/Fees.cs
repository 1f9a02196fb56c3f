using System.Numerics;
using System.Text.Json;
using Cordon.Ethereum;

namespace Cordon.Facts.Differential.Tests.Chain;

/// <summary>What the receipts of a recorded block say was paid for gas, and who was created.</summary>
internal static class Fees
{
    /// <summary>Ether each account paid, or as the block's beneficiary earned, for gas.</summary>
    public static Dictionary<Address, BigInteger> Of(JsonElement recording)
    {
        var paid = new Dictionary<Address, BigInteger>();
        JsonElement header = recording.GetProperty("block");
        BigInteger baseFee = Number(header, "baseFeePerGas");
        Address beneficiary = Account(header, "miner");
        foreach (JsonElement receipt in recording.GetProperty("receipts").EnumerateArray())
        {
            BigInteger gas = Number(receipt, "gasUsed");
            BigInteger price = Number(receipt, "effectiveGasPrice");
            Add(Account(receipt, "from"), -(gas * price));
            Add(beneficiary, gas * (price - baseFee));
        }

        return paid;

        void Add(Address account, BigInteger amount) => paid[account] = paid.GetValueOrDefault(account) + amount;
    }

    /// <summary>Contracts that the block's transactions created.</summary>
    public static IEnumerable<Address> Created(JsonElement recording) =>
        from receipt in recording.GetProperty("receipts").EnumerateArray()
        where receipt.GetProperty("contractAddress").ValueKind == JsonValueKind.String
        select Account(receipt, "contractAddress");

    private static BigInteger Number(JsonElement from, string field) =>
        (BigInteger)UInt256.ParseQuantity(from.GetProperty(field).GetString()!);

    private static Address Account(JsonElement from, string field) =>
        Address.Parse(from.GetProperty(field).GetString()!);
}
