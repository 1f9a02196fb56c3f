namespace Cordon.Ethereum;

/// <summary>A transaction and its signature: what is broadcast.</summary>
public sealed record SignedTransaction(Transaction Transaction, Signature Signature)
{
    /// <summary>Decodes the canonical bytes of a transaction of any type; type 3 without its blobs.</summary>
    /// <exception cref="RlpException">The bytes are not exactly one canonical transaction.</exception>
    public static SignedTransaction Decode(ReadOnlySpan<byte> bytes) => TransactionDecoding.Decode(bytes);

    /// <summary>The bytes that are broadcast and hashed.</summary>
    public byte[] Encode() => TransactionEncoding.Encode(Transaction, Signature);

    public Hash256 Hash() => Keccak256.Hash(Encode());

    /// <summary>The account that signed.</summary>
    /// <returns>False when no key can have made the signature.</returns>
    public bool TryRecoverSender(out Address sender)
    {
        bool isSigned = Signature.TryRecover(Transaction.SigningHash(), out PublicKey? key);
        sender = isSigned ? key!.Address : default;
        return isSigned;
    }

    /// <summary>The account that signed.</summary>
    /// <exception cref="FormatException">No key can have made the signature.</exception>
    public Address RecoverSender() => Signature.RecoverAddress(Transaction.SigningHash());
}
