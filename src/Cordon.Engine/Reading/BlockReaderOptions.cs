namespace Cordon.Engine.Reading;

/// <summary>Bounds on what one recorded block may hold; beyond them the block is refused, never half read.</summary>
public sealed class BlockReaderOptions
{
    /// <summary>Largest block in bytes (default 256 MiB; the largest real ones are near 40 MB).</summary>
    public int BlockBytesMax { get; init; } = 256 << 20;

    /// <summary>Most transactions of one block (default 100,000).</summary>
    public int TransactionsMax { get; init; } = 100_000;

    /// <summary>Most call frames of one block (default 2,000,000; a frame costs at least 100 gas).</summary>
    public int CallsMax { get; init; } = 2_000_000;

    /// <summary>Deepest call tree in frames (default 100,000; the EVM itself stops at 1,025).</summary>
    public int CallDepthMax { get; init; } = 100_000;

    /// <summary>Deepest nesting of arrays and objects inside a value that is skipped (default 250,000).</summary>
    public int NestingMax { get; init; } = 250_000;
}
