using Cordon.Detection.Statistics;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Pricing;
using Cordon.Ethereum;

namespace Cordon.Detection.OracleDeviation;

/// <summary>What trades say about the assets that oracles price, remembered from block to block.</summary>
/// <remarks>Only assets that an oracle has priced are followed, so the memory grows with the feeds, not with the tokens
/// of the chain. Trades of the transaction that reads the oracle do not count: its sender made them.</remarks>
internal static class ImpliedPrices
{
    // No contract has this address: it marks a series that is not a feed's own.
    private static readonly Address Price = Address.Parse("0xffffffffffffffffffffffffffffffffffff0001");

    /// <summary>The key of a feed's answers over the price implied, beside that of its answers.</summary>
    public static SeriesKey RatioKey(SeriesKey feed) => feed with { Chain = feed.Chain ^ (1UL << 63) };

    /// <summary>Notes the block's prices of the assets followed.</summary>
    public static void Remember(ref SeriesEdit edit, BlockFacts block)
    {
        if (edit.Count == 0) return;
        foreach (ref readonly Swap swap in block.Swaps.Rows)
        {
            Note(ref edit, block, swap.TokenIn);
            Note(ref edit, block, swap.TokenOut);
        }
    }

    /// <summary>Begins to follow an asset.</summary>
    public static void Follow(ref SeriesEdit edit, BlockFacts block, in OracleAnswer answer, double price)
    {
        SeriesKey key = KeyOf(block, answer.Asset);
        if (edit[key].Window == 0) edit.Set(key, block.Data.Number, price);
    }

    /// <summary>Wei for a unit of the asset, by trades of others in this block, else by the latest ones remembered.
    /// </summary>
    public static bool TryPrice(
        in SeriesEdit edit, BlockFacts block, in OracleAnswer answer, ulong blocksMax, out double price)
    {
        PriceQuote quote = block.Prices.QuoteOf(answer.Tx, answer.Asset);
        price = quote.WeiPerUnit;
        if (IsOfOthers(quote)) return price > 0;

        Series last = edit[KeyOf(block, answer.Asset)];
        price = last.Current;
        return price > 0 && last.Window <= block.Data.Number && block.Data.Number - last.Window <= blocksMax;
    }

    private static void Note(ref SeriesEdit edit, BlockFacts block, AccountId asset)
    {
        if (asset.IsNone) return;
        SeriesKey key = KeyOf(block, asset);
        Series last = edit[key];
        if (last.Window == 0 || last.Window == block.Data.Number) return;

        PriceQuote quote = block.Prices.QuoteOf(-1, asset);
        if (IsOfOthers(quote) && quote.WeiPerUnit > 0) edit.Set(key, block.Data.Number, quote.WeiPerUnit);
    }

    private static bool IsOfOthers(PriceQuote quote) =>
        quote.Source is not (PriceSource.OwnTrades or PriceSource.None);

    private static SeriesKey KeyOf(BlockFacts block, AccountId asset) =>
        new(block.Data.ChainId, Price, block.Data.Accounts[asset]);
}
