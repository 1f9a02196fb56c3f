namespace Cordon.RpcServer.Chain;

/// <summary>A value in recorded JSON that changes when the block is renumbered.</summary>
internal readonly record struct Patch(int Start, int Length, PatchKind Kind);

internal enum PatchKind
{
    NumberHex,
    NumberDecimal,
    Timestamp,
    BlockHash,
    ParentHash,
    TransactionHash,

    /// <summary>Not a value but a place, just after the opening brace, for members the recording lacks.</summary>
    MissingParentHash,
    MissingTimestamp,
}
