using Cordon.Domain.Sending;
using Cordon.Ethereum;

namespace Cordon.Response.Sending;

/// <summary>What an attempt pays a unit of gas, in wei.</summary>
/// <param name="Max">The most in all.</param>
/// <param name="Tip">The part offered to the block's producer; on a chain without base fee all of it.</param>
public readonly record struct Fees(UInt256 Max, UInt256 Tip)
{
    /// <summary>Fees for a first attempt: above those to beat, and payable while the base fee doubles.</summary>
    /// <param name="feeMax">The most a unit of gas may cost.</param>
    /// <returns>Capped at <paramref name="feeMax"/>: late is better than not at all.</returns>
    public static Fees First(FeeQuote quote, SendRequest request, UInt256 feeMax)
    {
        Fees fees = Capped(quote, UInt256.Max(quote.Tip, Above(request.TipToBeat)), feeMax);
        return fees with { Max = UInt256.Min(UInt256.Max(fees.Max, Above(request.FeeToBeat)), feeMax) };
    }

    /// <summary>Fees that a node accepts in place of these: nodes ask for a tenth more of both (geth's price bump);
    /// this is an eighth more, or what the market asks by now.</summary>
    /// <returns>Null where a tenth more exceeds <paramref name="feeMax"/>.</returns>
    public Fees? Bumped(FeeQuote quote, UInt256 feeMax)
    {
        if (Raised(Max, 10) > feeMax) return null;
        Fees market = Capped(quote, UInt256.Max(Raised(Tip, 8), quote.Tip), feeMax);
        UInt256 max = UInt256.Min(UInt256.Max(Raised(Max, 8), market.Max), feeMax);
        return new Fees(max, UInt256.Min(UInt256.Max(Raised(Tip, 8), market.Tip), max));
    }

    // Where there is nothing to beat, nothing; and no overflow, since a hostile transaction may offer anything.
    private static UInt256 Above(UInt256 fee) => fee.IsZero || fee == UInt256.MaxValue ? fee : fee + UInt256.One;

    private static Fees Capped(FeeQuote quote, UInt256 tip, UInt256 feeMax)
    {
        tip = UInt256.Min(tip, feeMax);
        UInt256 wanted = quote.BaseFee is { } baseFee ? baseFee + baseFee + tip : tip;
        UInt256 max = UInt256.Min(wanted, feeMax);
        return new Fees(max, UInt256.Min(tip, max));
    }

    // Rounded up, and at least one more.
    private static UInt256 Raised(UInt256 fee, ulong part) =>
        fee + ((fee + (part - 1)) / part) + (fee.IsZero ? 1UL : 0);
}
