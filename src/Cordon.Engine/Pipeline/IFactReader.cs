using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;

namespace Cordon.Engine.Pipeline;

/// <summary>Turns the bytes of one block into facts. One instance a thread: it may keep scratch memory.</summary>
public interface IFactReader
{
    /// <summary>Overwrites <paramref name="facts"/> with those of the block; they point into its bytes.</summary>
    /// <exception cref="BlockFormatException">The bytes are not a block in the recorded format.</exception>
    void Read(RawBlock raw, BlockFacts facts);
}
