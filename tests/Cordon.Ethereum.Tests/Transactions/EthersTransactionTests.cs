using System.Text.Json;

namespace Cordon.Ethereum.Tests;

/// <summary>Every transaction of the ethers vectors: unsigned bytes, signature, decoding, sender.</summary>
public class EthersTransactionTests
{
    [Fact]
    public void Every_legacy_transaction_encodes_signs_and_decodes_with_and_without_a_chain_id()
    {
        IReadOnlyList<JsonElement> cases = TestFiles.EthersCases("transactions");
        int beyondUInt64 = 0;
        foreach (JsonElement test in cases)
        {
            using PrivateKey key = PrivateKey.Parse(Text(test, "privateKey"));
            Assert.Equal(Text(test, "accountAddress"), key.Address.ToString());
            if (!Number(test, "gasLimit").FitsInUInt64)
            {
                // ethers encodes any number; the protocol has no such gas limit, so decoding must refuse it.
                beyondUInt64++;
                Assert.Contains("at most 8 bytes", Assert.Throws<RlpException>(
                    () => SignedTransaction.Decode(Hex.Parse(Text(test, "signedTransaction")))).Message);
                continue;
            }

            Check(Legacy(test, null), key, Text(test, "unsignedTransaction"), Text(test, "signedTransaction"));
            Check(Legacy(test, 5), key,
                Text(test, "unsignedTransactionChainId5"), Text(test, "signedTransactionChainId5"));
        }

        Assert.Equal(1_067, cases.Count);
        Assert.Equal(83, beyondUInt64);
    }

    [Fact]
    public void Every_typed_transaction_encodes_signs_and_decodes()
    {
        IReadOnlyList<JsonElement> cases = TestFiles.EthersCases("typed-transactions");
        foreach (JsonElement test in cases)
        {
            using PrivateKey key = PrivateKey.Parse(Text(test, "key"));
            Assert.Equal(Text(test, "address").ToLowerInvariant(), key.Address.ToString());
            Check(Typed(test.GetProperty("tx")), key, Text(test, "unsigned"), Text(test, "signed"));
        }

        Assert.Equal(1_792, cases.Count);
    }

    private static void Check(Transaction transaction, PrivateKey key, string unsigned, string signed)
    {
        Assert.Equal(unsigned, Hex.Format(transaction.EncodeForSigning()));
        SignedTransaction own = transaction.Sign(key);
        Assert.Equal(signed, Hex.Format(own.Encode()));

        SignedTransaction decoded = SignedTransaction.Decode(Hex.Parse(signed));
        Assert.Equal(signed, Hex.Format(decoded.Encode()));
        Assert.Equal(key.Address, decoded.RecoverSender());
        Assert.Equal(own.Hash(), decoded.Hash());
        Assert.Equal(transaction.ChainId, decoded.Transaction.ChainId);
    }

    private static Transaction Legacy(JsonElement test, ulong? chainId) => new()
    {
        Type = TransactionType.Legacy,
        ChainId = chainId,
        Nonce = (ulong)Number(test, "nonce"),
        GasPrice = Number(test, "gasPrice"),
        GasLimit = (ulong)Number(test, "gasLimit"),
        To = Recipient(test),
        Value = Number(test, "value"),
        Data = Data(test),
    };

    private static Transaction Typed(JsonElement tx) => new()
    {
        Type = (TransactionType)tx.GetProperty("type").GetInt32(),
        ChainId = (ulong)Number(tx, "chainId"),
        Nonce = (ulong)Number(tx, "nonce"),
        GasPrice = Number(tx, "gasPrice"),
        MaxPriorityFeePerGas = Number(tx, "maxPriorityFeePerGas"),
        MaxFeePerGas = Number(tx, "maxFeePerGas"),
        GasLimit = (ulong)Number(tx, "gasLimit"),
        To = Recipient(tx),
        Value = Number(tx, "value"),
        Data = Data(tx),
        AccessList = tx.TryGetProperty("accessList", out JsonElement list) ? AccessList(list) : [],
    };

    // The vectors write an access list in all three forms that ethers takes: a map, a list of pairs, or of objects.
    private static List<AccessListEntry> AccessList(JsonElement list)
    {
        var entries = new List<AccessListEntry>();
        if (list.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty entry in list.EnumerateObject()) entries.Add(Entry(entry.Name, entry.Value));
            return entries;
        }

        foreach (JsonElement entry in list.EnumerateArray())
        {
            entries.Add(entry.ValueKind == JsonValueKind.Array
                ? Entry(entry[0].GetString()!, entry[1])
                : Entry(Text(entry, "address"), entry.GetProperty("storageKeys")));
        }

        return entries;
    }

    private static AccessListEntry Entry(string address, JsonElement keys) =>
        new(Address.Parse(address), [.. keys.EnumerateArray().Select(key => Hash256.Parse(key.GetString()!))]);

    private static Address? Recipient(JsonElement test) =>
        test.TryGetProperty("to", out JsonElement to) && to.GetString() is { Length: > 2 } text
            ? Address.Parse(text)
            : null;

    private static byte[] Data(JsonElement test) =>
        test.TryGetProperty("data", out JsonElement data) ? Hex.Parse(data.GetString()) : [];

    private static UInt256 Number(JsonElement test, string name)
    {
        if (!test.TryGetProperty(name, out JsonElement value)) return 0;
        if (value.ValueKind == JsonValueKind.Number) return value.GetUInt64();
        return value.GetString() is { } text && text != "0x" ? UInt256.Parse(text) : 0;
    }

    private static string Text(JsonElement test, string name) => test.GetProperty(name).GetString()!;
}
