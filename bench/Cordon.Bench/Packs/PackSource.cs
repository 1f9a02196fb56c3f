using System.Runtime.CompilerServices;
using Cordon.Domain.Blocks;

namespace Cordon.Bench.Packs;

/// <summary>Delivers the blocks of a pack once.</summary>
internal sealed class PackSource(IEnumerable<(string Origin, byte[] Bytes)> files) : IBlockSource
{
#pragma warning disable CS1998 // everything is in memory, the port is asynchronous
    public async IAsyncEnumerable<RawBlock> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
#pragma warning restore CS1998
    {
        foreach ((string origin, byte[] bytes) in files)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return new RawBlock(new BlockBytes(new MemoryOwner(bytes), bytes.Length), origin);
        }
    }
}
