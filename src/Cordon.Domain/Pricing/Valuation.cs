using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Memory;
using Cordon.Ethereum;

namespace Cordon.Domain.Pricing;

/// <summary>Values amounts in ether by the trades of the same block; what no trade prices stays unpriced.</summary>
/// <remarks>
/// A transaction is judged by trades of others before it, then after it, and by its own only where there are no
/// others: who can move a price should not be valued by it. Among trades the median by traded value counts, so that
/// dust cannot set a price; its own trades must agree within a factor of two, since whoever
/// moves a price trades at both ends of the move. At most one asset stands between an asset and ether.
/// </remarks>
public sealed class Valuation
{
    private const int HopsMax = 2;
    private const double HopDiscount = 0.8;
    private const int SamplesMax = 64;
    private const double OwnSpreadMax = 2;
    private const double WeiPerEther = 1e18;

    private readonly Column<int> _heads = new();   // per account: index + 1 of its latest trade
    private readonly WrapperCounts _wraps = new();
    private readonly Column<Trade> _trades = new();
    private readonly Column<Sample>[] _samples = [new(), new()];
    private BlockData? _data;

    /// <summary>Prices of the user's own, which come before any trade.</summary>
    public PriceFile? File { get; set; }

    /// <summary>The native coin's wrapper, where the user names it; else the chain's known one or what the block
    /// shows to be one.</summary>
    public Address? Wrapper { get; set; }

    /// <summary>The wrapper in the block observed last, None where it neither names nor shows one.</summary>
    public AccountId WrapperHere { get; private set; } = AccountId.None;

    /// <summary>Learns the trades and wrappers of a block, forgetting the one before.</summary>
    public void Observe(BlockFacts block)
    {
        ArgumentNullException.ThrowIfNull(block);
        _data = block.Data;
        _heads.Clear();
        _trades.Clear();
        for (int i = 0; i < block.Data.Accounts.Count; i++) _heads.Add() = 0;
        WrapperHere = Wrapper is { } named && block.Data.Accounts.TryFind(named, out AccountId wrapper)
            ? wrapper
            : NativeCoin.WrapperIn(block, _wraps);
        foreach (ref readonly Swap swap in block.Swaps.Rows)
        {
            if (swap.TokenIn.IsNone || swap.TokenOut.IsNone || swap.TokenIn == swap.TokenOut) continue;
            if (swap.AmountReceived.IsZero || swap.AmountOut.IsZero) continue;
            double received = (double)swap.AmountReceived, given = (double)swap.AmountOut;
            AddTrade(swap.Tx, swap.TokenIn, received, swap.TokenOut, given);
            AddTrade(swap.Tx, swap.TokenOut, given, swap.TokenIn, received);
        }
    }

    /// <summary>True for the native coin and its wrapper.</summary>
    public bool IsEther(AccountId asset) =>
        asset == AccountId.Ether || (asset == WrapperHere && !asset.IsNone);

    /// <summary>Values an amount of an asset as it stood around a transaction.</summary>
    /// <param name="tx">Row of the judged transaction, -1 for none in particular.</param>
    /// <param name="asset">The asset.</param>
    /// <param name="amount">In its smallest units.</param>
    /// <param name="ether">In ether; zero where there is no price.</param>
    /// <returns>False where there is no price.</returns>
    public bool TryValueInEther(int tx, AccountId asset, in UInt256 amount, out double ether)
    {
        PriceQuote quote = QuoteOf(tx, asset);
        ether = (double)amount * quote.WeiPerUnit / WeiPerEther;
        return quote.Source != PriceSource.None;
    }

    /// <summary>The price of an asset around a transaction, with its source and how far to trust it.</summary>
    public PriceQuote QuoteOf(int tx, AccountId asset) => QuoteOf(tx, asset, AccountId.None, HopsMax);

    private PriceQuote QuoteOf(int tx, AccountId asset, AccountId from, int hops)
    {
        if (asset.IsNone || _data is null || asset.Index >= _heads.Count) return PriceQuote.None;
        if (IsEther(asset)) return new PriceQuote(1, PriceSource.Numeraire, 1);
        if (File is { } file && file.TryPrice(_data.Accounts[asset], out double known))
        {
            return new PriceQuote(known, PriceSource.File, 1);
        }

        if (hops == 0) return PriceQuote.None;
        PriceQuote before = Median(tx, asset, from, hops, PriceSource.TradesBefore);
        if (before.Source != PriceSource.None) return before;

        PriceQuote after = Median(tx, asset, from, hops, PriceSource.TradesAfter);
        return after.Source != PriceSource.None ? after : Median(tx, asset, from, hops, PriceSource.OwnTrades);
    }

    // Direct trades against ether first; a detour over another asset only where there are none.
    private PriceQuote Median(int tx, AccountId asset, AccountId from, int hops, PriceSource source)
    {
        Column<Sample> samples = _samples[hops - 1];
        samples.Clear();
        Collect(tx, asset, from, hops: 1, source, samples);
        if (samples.Count == 0 && hops > 1) Collect(tx, asset, from, hops, source, samples);
        if (samples.Count == 0) return PriceQuote.None;

        SortByPrice(samples);
        bool isOwn = source == PriceSource.OwnTrades;
        if (isOwn && samples[samples.Count - 1].Price > OwnSpreadMax * samples[0].Price) return PriceQuote.None;

        double total = 0;
        foreach (Sample sample in samples.Span) total += sample.Value;
        double below = 0;
        foreach (Sample sample in samples.Span)
        {
            below += sample.Value;
            if (2 * below < total) continue;
            PriceSource worst = (PriceSource)Math.Max((byte)source, (byte)sample.Source);
            return new PriceQuote(sample.Price, worst, ConfidenceOf(worst) * sample.Confidence);
        }

        return PriceQuote.None;
    }

    private void Collect(int tx, AccountId asset, AccountId from, int hops, PriceSource source, Column<Sample> samples)
    {
        for (int row = _heads[asset.Index] - 1; row >= 0 && samples.Count < SamplesMax; row = _trades[row].Next - 1)
        {
            Trade trade = _trades[row];
            if (trade.Other == from || SourceOf(tx, trade.Tx) != source) continue;
            bool isDirect = hops == 1;
            if (isDirect != (IsEther(trade.Other) || IsInFile(trade.Other))) continue;

            PriceQuote other = QuoteOf(tx, trade.Other, asset, hops - 1);
            if (other.Source == PriceSource.None) continue;
            double price = trade.OtherPerUnit * other.WeiPerUnit;
            double confidence = isDirect ? 1 : HopDiscount;
            samples.Add() = new Sample(price, price * trade.Amount, other.Source, confidence);
        }
    }

    private bool IsInFile(AccountId asset) =>
        File is { } file && _data is { } data && file.TryPrice(data.Accounts[asset], out _);

    private void AddTrade(int tx, AccountId asset, double amount, AccountId other, double otherAmount)
    {
        ref int head = ref _heads[asset.Index];
        _trades.Add() = new Trade(tx, other, otherAmount / amount, amount, head);
        head = _trades.Count;
    }

    private static PriceSource SourceOf(int judged, int tx)
    {
        if (tx == judged) return PriceSource.OwnTrades;
        return judged < 0 || tx < judged ? PriceSource.TradesBefore : PriceSource.TradesAfter;
    }

    private static double ConfidenceOf(PriceSource source) => source switch
    {
        PriceSource.Numeraire or PriceSource.File => 1,
        PriceSource.TradesBefore => 0.9,
        PriceSource.TradesAfter => 0.7,
        _ => 0.3,
    };

    // Few samples, nearly sorted already, and no memory to spare: insertion.
    private static void SortByPrice(Column<Sample> samples)
    {
        for (int i = 1; i < samples.Count; i++)
        {
            for (int j = i; j > 0 && samples[j - 1].Price > samples[j].Price; j--)
            {
                (samples[j - 1], samples[j]) = (samples[j], samples[j - 1]);
            }
        }
    }

    private readonly record struct Trade(int Tx, AccountId Other, double OtherPerUnit, double Amount, int Next);

    private readonly record struct Sample(double Price, double Value, PriceSource Source, double Confidence);
}
