using Cordon.Economics.Numbers;

namespace Cordon.Economics.Governance;

/// <summary>The cheapest way to pass a hostile proposal.</summary>
/// <remarks>
/// Sources in their order: flash loan (only without a snapshot), borrowing, buying from x*y=k. Worst case: bought
/// tokens are worthless afterwards. Motivated by Beanstalk 2022. O(1).
/// </remarks>
/// <param name="VotesNeeded">max(no*th/(1-th), quorum - no).</param>
/// <param name="FlashTokens">Of the votes, by flash loan.</param>
/// <param name="BorrowedTokens">By borrowing.</param>
/// <param name="BoughtTokens">By buying.</param>
/// <param name="FlashCost">Fee.</param>
/// <param name="BorrowCost">Interest.</param>
/// <param name="BuyCost">Yd/((X-d)(1-fee)); infinite when the pool does not hold so many.</param>
/// <param name="Gain">What the proposal takes.</param>
public sealed record VoteAttack(
    double VotesNeeded,
    double FlashTokens,
    double BorrowedTokens,
    double BoughtTokens,
    double FlashCost,
    double BorrowCost,
    double BuyCost,
    double Gain)
{
    private const double DaysPerYear = 365;

    public double Cost => FlashCost + BorrowCost + BuyCost;

    public bool IsProfitable => Gain > Cost;

    /// <exception cref="InvalidInputException">A quantity is out of range.</exception>
    public static VoteAttack Cheapest(VoteMarket market)
    {
        Check(market);
        double no = market.HonestTurnout * market.Circulating;
        double needed = Math.Max(
            no * market.PassThreshold / (1 - market.PassThreshold), (market.Quorum * market.Circulating) - no);
        double flash = market.SnapshotBeforeProposal ? 0 : Math.Min(needed, market.FlashAvailable);
        double borrowed = Math.Min(needed - flash, market.LendableTokens);
        double bought = needed - flash - borrowed;
        return new VoteAttack(
            needed,
            flash,
            borrowed,
            bought,
            flash * market.TokenPrice * market.FlashFee,
            borrowed * market.TokenPrice * market.BorrowApr * market.VoteDays / DaysPerYear,
            CostOfBuying(market, bought),
            market.Treasury * market.Extractable);
    }

    private static double CostOfBuying(VoteMarket market, double tokens)
    {
        if (tokens <= 0) return 0;
        double left = market.AmmTokenReserve - tokens;
        return left > 0 ? market.AmmQuoteReserve * tokens / (left * (1 - market.AmmFee)) : double.PositiveInfinity;
    }

    private static void Check(VoteMarket market)
    {
        Require.Amount(market.Circulating);
        Require.Amount(market.TokenPrice);
        Require.Fraction(market.HonestTurnout);
        Require.Fraction(market.Quorum);
        BelowOne(market.PassThreshold, nameof(market.PassThreshold));
        Require.Amount(market.LendableTokens);
        Require.Amount(market.BorrowApr);
        Require.Amount(market.VoteDays);
        Require.Amount(market.FlashAvailable);
        Require.Fraction(market.FlashFee);
        Require.Amount(market.AmmTokenReserve);
        Require.Amount(market.AmmQuoteReserve);
        BelowOne(market.AmmFee, nameof(market.AmmFee));
        Require.Amount(market.Treasury);
        Require.Fraction(market.Extractable);
    }

    private static void BelowOne(double value, string field)
    {
        if (!(value is >= 0 and < 1)) throw Require.Fault(field, value, "at least 0, below 1");
    }
}
