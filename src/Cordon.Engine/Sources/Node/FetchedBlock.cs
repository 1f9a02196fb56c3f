using System.Buffers;
using Cordon.Domain.Blocks;
using Cordon.Ethereum.Rpc;

namespace Cordon.Engine.Sources.Node;

/// <summary>A block waiting for its turn, with its place in the chain.</summary>
/// <param name="Memory">Pooled memory with the recorded block; whoever takes the block returns it.</param>
/// <param name="Blind">What this block lacks.</param>
internal sealed record FetchedBlock(
    IMemoryOwner<byte> Memory, int Length, string Origin, BlockHeader Header, IReadOnlyList<BlindReport> Blind)
    : IDisposable
{
    /// <summary>Hands the memory over, with those reports that are news.</summary>
    public RawBlock ToRaw(IReadOnlyList<BlindReport> news) => new(Memory, Length, Origin) { Blind = news };

    public void Dispose() => Memory.Dispose();
}
