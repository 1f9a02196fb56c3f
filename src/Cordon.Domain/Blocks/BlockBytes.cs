using System.Buffers;

namespace Cordon.Domain.Blocks;

/// <summary>The bytes of one block in pooled memory.</summary>
/// <param name="Owner">Returned when the block is disposed.</param>
/// <param name="Length">Bytes used of it.</param>
public readonly record struct BlockBytes(IMemoryOwner<byte> Owner, int Length);
