namespace Cordon.Domain.Blocks;

/// <summary>A block that is not in the recorded format.</summary>
/// <param name="origin">File and line, or endpoint and block.</param>
/// <param name="offset">Byte within the block's bytes, -1 where it is not about one.</param>
/// <param name="path">The field, as in <c>traces[3].result.calls[0].value</c>.</param>
/// <param name="problem">What was found and what was expected.</param>
public sealed class BlockFormatException(string origin, long offset, string path, string problem)
    : Exception(offset < 0 ? $"{origin}: {path}: {problem}" : $"{origin}: byte {offset}: {path}: {problem}")
{
    public string Origin => origin;

    public long Offset => offset;

    public string Path => path;
}
