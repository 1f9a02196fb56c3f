namespace Cordon.Ethereum;

/// <summary>Transactions to bytes: the envelope of EIP-2718 around a list of fields.</summary>
internal static class TransactionEncoding
{
    public static byte[] Encode(Transaction transaction, Signature? signature)
    {
        var writer = new RlpWriter(256 + transaction.Data.Length);
        if (transaction.Type != TransactionType.Legacy) writer.WriteRaw([(byte)transaction.Type]);

        int list = writer.BeginList();
        if (transaction.Type == TransactionType.Legacy) WriteLegacy(writer, transaction, signature);
        else WriteTyped(writer, transaction, signature);
        writer.EndList(list);
        return writer.ToArray();
    }

    private static void WriteLegacy(RlpWriter writer, Transaction transaction, Signature? signature)
    {
        writer.Write(transaction.Nonce);
        writer.Write(transaction.GasPrice);
        WriteCall(writer, transaction);
        if (signature is { } signed)
        {
            writer.Write(LegacyV(transaction.ChainId, signed.RecoveryId));
            writer.Write(signed.R);
            writer.Write(signed.S);
        }
        else if (transaction.ChainId is { } chainId)
        {
            writer.Write(chainId); // EIP-155: the chain id stands where the signature will
            writer.Write(0UL);
            writer.Write(0UL);
        }
    }

    private static UInt256 LegacyV(ulong? chainId, byte recoveryId) =>
        chainId is { } id ? ((UInt256)id << 1) + 35 + recoveryId : 27UL + recoveryId;

    private static void WriteTyped(RlpWriter writer, Transaction transaction, Signature? signature)
    {
        writer.Write(transaction.ChainId
            ?? throw new InvalidOperationException($"A transaction of type {transaction.Type} needs a chain id."));
        writer.Write(transaction.Nonce);
        if (transaction.Type == TransactionType.AccessList)
        {
            writer.Write(transaction.GasPrice);
        }
        else
        {
            writer.Write(transaction.MaxPriorityFeePerGas);
            writer.Write(transaction.MaxFeePerGas);
        }

        WriteCall(writer, transaction);
        WriteAccessList(writer, transaction.AccessList);
        if (transaction.Type == TransactionType.Blob) WriteBlobs(writer, transaction);
        if (transaction.Type == TransactionType.SetCode) WriteAuthorizations(writer, transaction);
        if (signature is not { } signed) return;

        writer.Write((ulong)signed.RecoveryId);
        writer.Write(signed.R);
        writer.Write(signed.S);
    }

    private static void WriteCall(RlpWriter writer, Transaction transaction)
    {
        writer.Write(transaction.GasLimit);
        if (transaction.To is { } to) writer.Write(to);
        else if (transaction.Type < TransactionType.Blob) writer.Write([]);
        else throw new InvalidOperationException($"A transaction of type {transaction.Type} needs a recipient.");

        writer.Write(transaction.Value);
        writer.Write(transaction.Data.Span);
    }

    private static void WriteAccessList(RlpWriter writer, IReadOnlyList<AccessListEntry> entries)
    {
        int list = writer.BeginList();
        foreach (AccessListEntry entry in entries)
        {
            int pair = writer.BeginList();
            writer.Write(entry.Address);
            int keys = writer.BeginList();
            foreach (Hash256 key in entry.StorageKeys) writer.Write(key);
            writer.EndList(keys);
            writer.EndList(pair);
        }

        writer.EndList(list);
    }

    private static void WriteBlobs(RlpWriter writer, Transaction transaction)
    {
        writer.Write(transaction.MaxFeePerBlobGas);
        int list = writer.BeginList();
        foreach (Hash256 hash in transaction.BlobVersionedHashes) writer.Write(hash);
        writer.EndList(list);
    }

    private static void WriteAuthorizations(RlpWriter writer, Transaction transaction)
    {
        int list = writer.BeginList();
        foreach (Authorization authorization in transaction.Authorizations) authorization.Write(writer);
        writer.EndList(list);
    }
}
