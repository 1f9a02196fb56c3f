using Cordon.Domain.Blocks;
using Cordon.Ethereum.Rpc;

namespace Cordon.Engine.Sources.Node;

/// <summary>A block waiting for its turn, with its place in the chain.</summary>
/// <param name="Bytes">The recorded block; whoever takes the block returns its memory.</param>
/// <param name="Blind">What this block lacks.</param>
internal sealed record FetchedBlock(
    BlockBytes Bytes, string Origin, BlockHeader Header, IReadOnlyList<BlindReport> Blind) : IDisposable
{
    /// <summary>Hands the memory over, with those reports that are news.</summary>
    public RawBlock ToRaw(IReadOnlyList<BlindReport> news) => new(Bytes, Origin) { Blind = news };

    public void Dispose() => Bytes.Owner.Dispose();
}
