namespace Cordon.Ethereum;

/// <summary>The first byte of a transaction's envelope (EIP-2718); legacy ones have none.</summary>
public enum TransactionType
{
    Legacy = 0,

    /// <summary>EIP-2930.</summary>
    AccessList = 1,

    /// <summary>EIP-1559.</summary>
    DynamicFee = 2,

    /// <summary>EIP-4844, without the blobs themselves.</summary>
    Blob = 3,

    /// <summary>EIP-7702.</summary>
    SetCode = 4,
}
