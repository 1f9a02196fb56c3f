using Cordon.Economics.Numbers;

namespace Cordon.Economics.Bounties;

/// <summary>The least bounty at which telling beats exploiting and selling.</summary>
/// <remarks>B_min = max(p*keep*E - p_c*fine - ethics, gray) / reliability; a participation constraint in the spirit of
/// Breidenbach et al., Enter the Hydra (2018).</remarks>
/// <param name="ExploitValue">What exploiting is worth to the finder; may be negative.</param>
/// <param name="OutsideOption">The better of exploiting and selling; at least 0: doing nothing is always open.</param>
/// <param name="BountyMin">What has to be offered.</param>
/// <param name="ShareOfExploit">The same, as a share of what an exploit takes.</param>
public sealed record BountyThreshold(
    double ExploitValue, double OutsideOption, double BountyMin, double ShareOfExploit)
{
    /// <exception cref="InvalidInputException">A quantity is out of range.</exception>
    public static BountyThreshold Of(FinderOutlook finder)
    {
        Require.Amount(finder.ExploitValue);
        Require.Fraction(finder.PSuccess);
        Require.Fraction(finder.FractionKeptAfterLaundering);
        Require.Fraction(finder.PCaught);
        Require.Amount(finder.Penalty);
        Require.Amount(finder.EthicsCost);
        Require.Amount(finder.GrayMarketPrice);
        Require.Share(finder.PayoutReliability);

        double exploit = (finder.PSuccess * finder.FractionKeptAfterLaundering * finder.ExploitValue)
            - (finder.PCaught * finder.Penalty) - finder.EthicsCost;
        double outside = Math.Max(0, Math.Max(exploit, finder.GrayMarketPrice));
        double bounty = outside / finder.PayoutReliability;
        return new BountyThreshold(
            exploit, outside, bounty, finder.ExploitValue > 0 ? bounty / finder.ExploitValue : 0);
    }
}
