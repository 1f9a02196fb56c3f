namespace Cordon.Domain.Blocks;

/// <summary>A transaction's outcome; old receipts and partial recordings do not say.</summary>
public enum TransactionStatus : byte
{
    Unknown,
    Succeeded,
    Failed,
}
