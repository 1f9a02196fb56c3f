namespace Cordon.Domain.Blocks;

/// <summary>Delivers blocks in order, none lost and none twice.</summary>
public interface IBlockSource
{
    /// <summary>Reads blocks until the range ends; the caller disposes each.</summary>
    /// <exception cref="BlockFormatException">The input is not what the format says.</exception>
    IAsyncEnumerable<RawBlock> ReadAsync(CancellationToken cancellation);
}
