using System.Text.Json.Nodes;

namespace Cordon.Ethereum.Tests;

/// <summary>
/// Transactions signed by cast, byte for byte as ours (types 0, 1, 2 and 4; cast makes a type 3 only with its blobs),
/// and transactions of all types signed by us, as cast reads them. The long run has 10,000 of each type each way.
/// </summary>
[Collection(CastCampaign.Collection)]
public class CastTransactionDifferentialTests
{
    [Theory]
    [InlineData(TransactionType.Legacy)]
    [InlineData(TransactionType.AccessList)]
    [InlineData(TransactionType.DynamicFee)]
    [InlineData(TransactionType.SetCode)]
    public void Signed_transactions_are_those_of_cast(TransactionType type) => CastCampaign.Run(40, random =>
    {
        using PrivateKey key = random.NextKey();
        Transaction transaction = RandomTransactions.Next(random, type, key);
        transaction = transaction with { ChainId = transaction.ChainId ?? 1 }; // cast signs for a chain only

        string theirs = CastCampaign.Ask(ForeignTransaction.Arguments(transaction, key));

        Assert.Equal(theirs, Hex.Format(transaction.Sign(key).Encode()));
        Assert.Equal(theirs, Hex.Format(SignedTransaction.Decode(Hex.Parse(theirs)).Encode()));
    });

    [Theory]
    [InlineData(TransactionType.Legacy)]
    [InlineData(TransactionType.AccessList)]
    [InlineData(TransactionType.DynamicFee)]
    [InlineData(TransactionType.Blob)]
    [InlineData(TransactionType.SetCode)]
    public void Cast_reads_every_field_the_signer_and_the_hash_as_we_do(TransactionType type) =>
        CastCampaign.Run(40, random =>
        {
            using PrivateKey key = random.NextKey();
            byte[] bytes = RandomTransactions.Next(random, type, key).Sign(key).Encode();

            string printed = CastCampaign.Ask("decode-transaction", Hex.Format(bytes));
            JsonNode theirs = JsonNode.Parse(JsonNode.Parse(printed)!.GetValue<string>())!; // JSON within a string

            JsonObject ours = ForeignTransaction.Of(SignedTransaction.Decode(bytes));
            Assert.True(JsonNode.DeepEquals(theirs, ours), $"cast: {theirs}\nours: {ours}");
        });
}
