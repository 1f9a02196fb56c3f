namespace Cordon.Ethereum.Tests;

/// <summary>Transactions of every type with every optional part present, absent and repeated.</summary>
internal static class RandomTransactions
{
    /// <summary>A random transaction; authorizations are made only when there is a key to sign them.</summary>
    public static Transaction Next(Random random, PrivateKey? key) =>
        Next(random, (TransactionType)random.Next(5), key);

    /// <summary>A random transaction of a type; it has authorizations only when there is a key to sign them.</summary>
    public static Transaction Next(Random random, TransactionType type, PrivateKey? key)
    {
        bool mayCreate = type < TransactionType.Blob;
        return new Transaction
        {
            Type = type,
            ChainId = type == TransactionType.Legacy && random.Next(3) == 0 ? null : ChainId(random),
            Nonce = random.NextUlong() >> random.Next(1, 64),
            GasPrice = type < TransactionType.DynamicFee ? random.NextWord() >> 128 : 0,
            MaxPriorityFeePerGas = type >= TransactionType.DynamicFee ? random.NextWord() >> 130 : 0,
            MaxFeePerGas = type >= TransactionType.DynamicFee ? random.NextWord() >> 128 : 0,
            GasLimit = random.NextUlong() >> random.Next(1, 64),
            To = mayCreate && random.Next(4) == 0 ? null : random.NextAddress(),
            Value = random.NextWord(),
            Data = random.NextBytes(random.Next(3) * random.Next(200)),
            AccessList = type == TransactionType.Legacy ? [] : AccessList(random),
            MaxFeePerBlobGas = type == TransactionType.Blob ? random.NextWord() >> 128 : 0,
            BlobVersionedHashes = type == TransactionType.Blob ? Hashes(random) : [],
            Authorizations = type == TransactionType.SetCode && key is not null ? Authorize(random, key) : [],
        };
    }

    // Mainnet, or numbers too large for a chain that a tool would treat in its own way.
    private static ulong ChainId(Random random) => random.Next(3) == 0 ? 1 : (1UL << 40) + (ulong)random.Next();

    private static List<Authorization> Authorize(Random random, PrivateKey key) =>
        [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Authorization.Sign(
            key, (ulong)random.Next(3), random.NextAddress(), random.NextUlong() >> random.Next(1, 64)))];

    private static List<AccessListEntry> AccessList(Random random) =>
        [.. Enumerable.Range(0, random.Next(4)).Select(_ => new AccessListEntry(random.NextAddress(), Hashes(random)))];

    private static List<Hash256> Hashes(Random random) =>
        [.. Enumerable.Range(0, random.Next(4)).Select(_ => random.NextHash())];
}
