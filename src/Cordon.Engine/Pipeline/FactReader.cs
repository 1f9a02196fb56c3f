using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Pricing;
using Cordon.Engine.Facts;
using Cordon.Engine.Reading;

namespace Cordon.Engine.Pipeline;

/// <summary>Reads recorded blocks and extracts their facts: what a scan uses, one a thread.</summary>
/// <param name="prices">Prices that the user knows, which come before what trades imply; null for none.</param>
public sealed class FactReader(PriceFile? prices = null) : IFactReader
{
    private readonly BlockReader _reader = new();
    private readonly FactExtractor _extractor = new();

    /// <inheritdoc/>
    public void Read(RawBlock raw, BlockFacts facts)
    {
        facts.Prices.File = prices;
        _reader.Read(raw, facts.Data);
        _extractor.Extract(facts);
    }
}
