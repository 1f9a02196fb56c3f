using System.Buffers;

namespace Cordon.Bench.Packs;

/// <summary>Bytes that stay in memory: disposing gives nothing back.</summary>
internal sealed class MemoryOwner(byte[] bytes) : IMemoryOwner<byte>
{
    public Memory<byte> Memory => bytes;

    public void Dispose()
    {
        // The pack outlives every block of it.
    }
}
