using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Engine.Facts;
using Cordon.Engine.Reading;

namespace Cordon.Engine.Pipeline;

/// <summary>Reads recorded blocks and extracts their facts: what a scan uses, one a thread.</summary>
public sealed class FactReader : IFactReader
{
    private readonly BlockReader _reader = new();
    private readonly FactExtractor _extractor = new();

    /// <inheritdoc/>
    public void Read(RawBlock raw, BlockFacts facts)
    {
        _reader.Read(raw, facts.Data);
        _extractor.Extract(facts);
    }
}
