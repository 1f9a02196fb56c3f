namespace Cordon.Domain.Pricing;

/// <summary>What one smallest unit of an asset is worth in wei, and why it is believed.</summary>
/// <param name="WeiPerUnit">Wei for one of the asset's smallest units.</param>
/// <param name="Source">The least trustworthy source that the price rests on.</param>
/// <param name="Confidence">0 to 1.</param>
public readonly record struct PriceQuote(double WeiPerUnit, PriceSource Source, double Confidence)
{
    public static PriceQuote None => new(0, PriceSource.None, 0);
}
