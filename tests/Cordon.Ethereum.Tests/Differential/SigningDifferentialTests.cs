using System.Text.Json.Nodes;

namespace Cordon.Ethereum.Tests;

/// <summary>10,000 random inputs each against the signer of anvil, whose nonces are as deterministic as ours.</summary>
public sealed class SigningDifferentialTests(ForeignChain chain) : IClassFixture<ForeignChain>
{
    private const int Batches = 20;
    private const int PerBatch = 500;
    private const ulong ChainId = 31_337;

    [Fact]
    public async Task Signed_transactions_are_those_of_anvil_byte_for_byte()
    {
        int seed = Seeded.NewSeed();
        var random = new Random(seed);
        using PrivateKey key = PrivateKey.Parse(ForeignChain.SignerKey);
        for (int batch = 0; batch < Batches; batch++)
        {
            Transaction[] transactions = [.. Enumerable.Range(0, PerBatch).Select(_ => Next(random))];
            string?[] theirs = await chain.BatchAsync([.. transactions.Select(
                transaction => ("eth_signTransaction", new JsonArray(ToJson(transaction, key.Address))))]);
            for (int i = 0; i < PerBatch; i++)
            {
                string ours = Hex.Format(transactions[i].Sign(key).Encode());
                Assert.True(theirs[i] == ours, $"CORDON_SEED={seed}: expected {theirs[i]}, got {ours}");
                SignedTransaction decoded = SignedTransaction.Decode(Hex.Parse(theirs[i]));
                Assert.Equal(key.Address, decoded.RecoverSender());
            }
        }
    }

    [Fact]
    public async Task Signed_typed_data_is_that_of_anvil()
    {
        int seed = Seeded.NewSeed();
        var random = new Random(seed);
        using PrivateKey key = PrivateKey.Parse(ForeignChain.SignerKey);
        for (int batch = 0; batch < Batches; batch++)
        {
            JsonObject[] documents = [.. Enumerable.Range(0, PerBatch).Select(_ => RandomTypedData.Next(random))];
            string?[] theirs = await chain.BatchAsync([.. documents.Select(document =>
                ("eth_signTypedData_v4", new JsonArray(key.Address.ToString(), document.DeepClone())))]);
            for (int i = 0; i < PerBatch; i++)
            {
                string json = documents[i].ToJsonString();
                string ours = key.Sign(TypedData.Parse(json).Digest()).ToString();
                Assert.True(theirs[i] == ours, $"CORDON_SEED={seed}: {json}");
            }
        }
    }

    // Anvil signs types 0 to 2 for its accounts; 3 and 4 are covered by vectors and round trips.
    private static Transaction Next(Random random)
    {
        Transaction transaction = RandomTransactions.Next(random, null);
        while (transaction.Type > TransactionType.DynamicFee) transaction = RandomTransactions.Next(random, null);
        return transaction with { ChainId = ChainId };
    }

    private static JsonObject ToJson(Transaction transaction, Address from)
    {
        var json = new JsonObject
        {
            ["from"] = from.ToString(),
            ["chainId"] = ((UInt256)ChainId).ToQuantity(),
            ["nonce"] = ((UInt256)transaction.Nonce).ToQuantity(),
            ["gas"] = ((UInt256)transaction.GasLimit).ToQuantity(),
            ["value"] = transaction.Value.ToQuantity(),
            ["input"] = Hex.Format(transaction.Data.Span),
            ["type"] = $"0x{(int)transaction.Type:x}",
        };
        if (transaction.To is { } to) json["to"] = to.ToString();
        if (transaction.Type == TransactionType.DynamicFee)
        {
            json["maxFeePerGas"] = transaction.MaxFeePerGas.ToQuantity();
            json["maxPriorityFeePerGas"] = transaction.MaxPriorityFeePerGas.ToQuantity();
        }
        else
        {
            json["gasPrice"] = transaction.GasPrice.ToQuantity();
        }

        if (transaction.Type == TransactionType.Legacy) return json;

        json["accessList"] = new JsonArray([.. transaction.AccessList.Select(entry => new JsonObject
        {
            ["address"] = entry.Address.ToString(),
            ["storageKeys"] = new JsonArray([.. entry.StorageKeys.Select(slot => (JsonNode)slot.ToString())]),
        })]);
        return json;
    }
}
