using System.Text.Json.Nodes;

namespace Cordon.Ethereum.Tests;

/// <summary>Transactions as cast takes and prints them.</summary>
internal static class ForeignTransaction
{
    /// <summary>The arguments with which <c>cast mktx</c> makes and signs the transaction.</summary>
    public static IEnumerable<string> Arguments(Transaction transaction, PrivateKey key)
    {
        List<string> arguments =
        [
            "mktx", "--private-key", ForeignText.Of(key), "--chain", $"{transaction.ChainId}",
            "--nonce", $"{transaction.Nonce}", "--gas-limit", $"{transaction.GasLimit}",
            "--value", $"{transaction.Value}", "--gas-price", $"{transaction.GasPriceMax}",
        ];
        if (transaction.Type < TransactionType.DynamicFee) arguments.Add("--legacy");
        else arguments.AddRange(["--priority-gas-price", $"{transaction.MaxPriorityFeePerGas}"]);
        if (transaction.Type != TransactionType.Legacy)
            arguments.AddRange(["--access-list", Of(transaction.AccessList).ToJsonString()]);
        foreach (Authorization authorization in transaction.Authorizations)
            arguments.AddRange(["--auth", ForeignText.Of(authorization)]);

        string data = Hex.Format(transaction.Data.Span);
        if (transaction.To is null) arguments.AddRange(["--create", data]);
        else arguments.AddRange(transaction.Data.IsEmpty ? [$"{transaction.To}"] : [$"{transaction.To}", data]);
        return arguments;
    }

    /// <summary>Every field, signer and hash, as <c>cast decode-transaction</c> prints them.</summary>
    public static JsonObject Of(SignedTransaction signed)
    {
        Transaction transaction = signed.Transaction;
        var json = new JsonObject
        {
            ["signer"] = signed.RecoverSender().ToString(),
            ["type"] = $"0x{(int)transaction.Type:x}",
            ["nonce"] = Quantity(transaction.Nonce),
            ["gas"] = Quantity(transaction.GasLimit),
            ["to"] = transaction.To?.ToString(),
            ["value"] = transaction.Value.ToQuantity(),
            ["input"] = Hex.Format(transaction.Data.Span),
            ["r"] = signed.Signature.R.ToQuantity(),
            ["s"] = signed.Signature.S.ToQuantity(),
            ["hash"] = signed.Hash().ToString(),
        };
        if (transaction.ChainId is { } chainId) json["chainId"] = Quantity(chainId);
        if (transaction.Type < TransactionType.DynamicFee)
        {
            json["gasPrice"] = transaction.GasPrice.ToQuantity();
        }
        else
        {
            json["maxFeePerGas"] = transaction.MaxFeePerGas.ToQuantity();
            json["maxPriorityFeePerGas"] = transaction.MaxPriorityFeePerGas.ToQuantity();
        }

        AddTyped(json, signed);
        return json;
    }

    public static JsonObject Of(Authorization authorization) => new()
    {
        ["chainId"] = authorization.ChainId.ToQuantity(),
        ["address"] = authorization.Address.ToString(),
        ["nonce"] = Quantity(authorization.Nonce),
        ["yParity"] = Quantity(authorization.Signature.RecoveryId),
        ["r"] = authorization.Signature.R.ToQuantity(),
        ["s"] = authorization.Signature.S.ToQuantity(),
    };

    private static void AddTyped(JsonObject json, SignedTransaction signed)
    {
        Transaction transaction = signed.Transaction;
        UInt256 recoveryId = signed.Signature.RecoveryId;
        if (transaction.Type == TransactionType.Legacy)
        {
            UInt256 v = transaction.ChainId is { } chainId ? ((UInt256)chainId * 2) + 35 + recoveryId : 27 + recoveryId;
            json["v"] = v.ToQuantity();
            return;
        }

        json["v"] = recoveryId.ToQuantity();
        json["yParity"] = recoveryId.ToQuantity();
        json["accessList"] = Of(transaction.AccessList);
        if (transaction.Type == TransactionType.SetCode)
            json["authorizationList"] = new JsonArray([.. transaction.Authorizations.Select(item => Of(item))]);
        if (transaction.Type != TransactionType.Blob) return;

        json["maxFeePerBlobGas"] = transaction.MaxFeePerBlobGas.ToQuantity();
        json["blobVersionedHashes"] = Of(transaction.BlobVersionedHashes);
    }

    private static JsonArray Of(IReadOnlyList<AccessListEntry> entries) =>
        new([.. entries.Select(entry => new JsonObject
        {
            ["address"] = entry.Address.ToString(),
            ["storageKeys"] = Of(entry.StorageKeys),
        })]);

    private static JsonArray Of(IReadOnlyList<Hash256> hashes) =>
        new([.. hashes.Select(hash => (JsonNode)hash.ToString())]);

    private static string Quantity(ulong value) => ((UInt256)value).ToQuantity();
}
