namespace Cordon.Ethereum;

/// <summary>What makes a decoded transaction invalid on every possible state of a chain, by fork.</summary>
/// <remarks>
/// Nonces and balances of accounts, blob counts and the block's base fee are the state's and the block's concern.
/// </remarks>
public static class TransactionRules
{
    private const int InitCodeBytesMax = 49_152; // EIP-3860

    /// <summary>Why no block of this fork and chain may contain the transaction; null when one may.</summary>
    public static string? FirstViolation(SignedTransaction signed, Fork fork, ulong chainId)
    {
        Transaction transaction = signed.Transaction;
        return CheckType(transaction.Type, fork)
            ?? CheckChain(transaction, fork, chainId)
            ?? CheckFields(transaction, fork)
            ?? CheckSignature(signed, fork);
    }

    private static string? CheckType(TransactionType type, Fork fork)
    {
        Fork since = type switch
        {
            TransactionType.Legacy => Fork.Frontier,
            TransactionType.AccessList => Fork.Berlin,
            TransactionType.DynamicFee => Fork.London,
            TransactionType.Blob => Fork.Cancun,
            _ => Fork.Prague,
        };
        return fork >= since ? null : $"type {type} does not exist before {since}";
    }

    private static string? CheckChain(Transaction transaction, Fork fork, ulong chainId)
    {
        if (transaction.ChainId is not { } own) return null;
        if (fork < Fork.SpuriousDragon) return "a chain id (EIP-155) does not exist before SpuriousDragon";
        return own == chainId ? null : $"chain id {own}, not {chainId}";
    }

    private static string? CheckFields(Transaction transaction, Fork fork)
    {
        if (transaction.Nonce == ulong.MaxValue) return "nonce 2^64 - 1 can never be used (EIP-2681)";
        if (transaction.MaxPriorityFeePerGas > transaction.MaxFeePerGas)
            return "the priority fee exceeds the largest fee";
        if (UInt256.Multiply(transaction.GasLimit, transaction.GasPriceMax, out _))
            return "gas limit times price exceeds 256 bits";
        if (transaction.To is null && fork >= Fork.Shanghai && transaction.Data.Length > InitCodeBytesMax)
            return $"init code of {transaction.Data.Length} bytes exceeds {InitCodeBytesMax}";
        if (transaction.Type == TransactionType.Blob && transaction.BlobVersionedHashes.Count == 0)
            return "a blob transaction without blobs";
        if (transaction.Type == TransactionType.SetCode && transaction.Authorizations.Count == 0)
            return "a set-code transaction without authorizations";

        ulong gas = IntrinsicGas.Of(transaction, fork);
        return transaction.GasLimit < gas ? $"gas limit {transaction.GasLimit} below the intrinsic {gas}" : null;
    }

    private static string? CheckSignature(SignedTransaction signed, Fork fork)
    {
        if (fork >= Fork.Homestead && !signed.Signature.HasLowS)
            return "S of the signature is in the upper half (EIP-2)";
        return signed.TryRecoverSender(out _) ? null : "no key can have made the signature";
    }
}
