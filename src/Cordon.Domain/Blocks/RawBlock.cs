using System.Buffers;

namespace Cordon.Domain.Blocks;

/// <summary>One block as it arrived: the UTF-8 bytes of one JSON object in the recorded format.</summary>
/// <param name="owner">Pooled memory, returned when the block is disposed.</param>
/// <param name="length">Bytes used of it.</param>
/// <param name="origin">Where the bytes came from, for messages: a file and line, or an endpoint and block.</param>
public sealed class RawBlock(IMemoryOwner<byte> owner, int length, string origin) : IDisposable
{
    public ReadOnlyMemory<byte> Bytes => owner.Memory[..length];

    public string Origin => origin;

    /// <summary>What the source has begun to miss with this block;
    /// said once, not again for every block after it.</summary>
    public IReadOnlyList<BlindReport> Blind { get; init; } = [];

    public void Dispose() => owner.Dispose();
}
