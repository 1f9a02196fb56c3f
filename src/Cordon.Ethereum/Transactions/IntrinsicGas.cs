namespace Cordon.Ethereum;

/// <summary>What a transaction costs before its first instruction.</summary>
public static class IntrinsicGas
{
    private const ulong Base = 21_000;
    private const ulong Creation = 32_000;              // Homestead
    private const ulong ZeroByte = 4;
    private const ulong OtherByteBeforeIstanbul = 68;
    private const ulong OtherByte = 16;                 // EIP-2028
    private const ulong AccessAddress = 2_400;          // EIP-2930
    private const ulong AccessStorageKey = 1_900;
    private const ulong InitCodeWord = 2;               // EIP-3860
    private const ulong PerAuthorization = 25_000;      // EIP-7702
    private const ulong FloorPerToken = 10;             // EIP-7623
    private const ulong TokensPerOtherByte = 4;

    /// <summary>The gas that a transaction's limit must cover under a fork's rules.</summary>
    public static ulong Of(Transaction transaction, Fork fork)
    {
        ReadOnlySpan<byte> data = transaction.Data.Span;
        ulong zeros = (ulong)data.Count((byte)0);
        ulong others = (ulong)data.Length - zeros;
        ulong gas = Base
            + (zeros * ZeroByte)
            + (others * (fork >= Fork.Istanbul ? OtherByte : OtherByteBeforeIstanbul))
            + ((ulong)transaction.Authorizations.Count * PerAuthorization);

        if (transaction.To is null && fork >= Fork.Homestead) gas += Creation;
        if (transaction.To is null && fork >= Fork.Shanghai) gas += ((ulong)data.Length + 31) / 32 * InitCodeWord;

        foreach (AccessListEntry entry in transaction.AccessList)
            gas += AccessAddress + ((ulong)entry.StorageKeys.Count * AccessStorageKey);

        if (fork < Fork.Prague) return gas;

        ulong floor = Base + (((others * TokensPerOtherByte) + zeros) * FloorPerToken);
        return Math.Max(gas, floor);
    }
}
