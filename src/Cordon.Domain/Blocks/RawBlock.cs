using System.Buffers;

namespace Cordon.Domain.Blocks;

/// <summary>One block as it arrived: the UTF-8 bytes of one JSON object in the recorded format.</summary>
/// <remarks>Disposing gives the memory back. Not for two threads at a time.</remarks>
public sealed class RawBlock : IDisposable
{
    private Func<BlockBytes>? _read;
    private BlockBytes _bytes;

    /// <param name="bytes">The block, with the memory that is returned when it is disposed.</param>
    /// <param name="origin">Where the bytes came from, for messages: a file and line, or an endpoint and block.</param>
    public RawBlock(BlockBytes bytes, string origin) => (_bytes, Origin) = (bytes, origin);

    /// <summary>A block that is not in memory yet: whoever needs its bytes first reads them.</summary>
    /// <param name="read">Reads the bytes; called again only where it failed.</param>
    /// <param name="origin">Where the bytes come from.</param>
    public RawBlock(Func<BlockBytes> read, string origin) => (_read, Origin) = (read, origin);

    /// <summary>The bytes, read now where that has not been done yet.</summary>
    /// <exception cref="BlockFormatException">What is read is no block.</exception>
    /// <exception cref="IOException">It can't be read.</exception>
    public ReadOnlyMemory<byte> Bytes
    {
        get
        {
            if (_read is { } read)
            {
                _bytes = read();
                _read = null;
            }

            ObjectDisposedException.ThrowIf(_bytes.Owner is null, this);
            return _bytes.Owner.Memory[.._bytes.Length];
        }
    }

    public string Origin { get; }

    /// <summary>What the source has begun to miss with this block;
    /// said once, not again for every block after it.</summary>
    public IReadOnlyList<BlindReport> Blind { get; init; } = [];

    public void Dispose()
    {
        _read = null;
        _bytes.Owner?.Dispose(); // null where nobody read it
    }
}
