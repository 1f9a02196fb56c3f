using Cordon.Economics.Numbers;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Integration;

namespace Cordon.Economics.Pricing;

/// <summary>Many protocols that share one risk: how many fail together in a bad year?</summary>
/// <remarks>Vasicek 1987, one Gaussian factor. The joint probability is the bivariate normal distribution function,
/// by Plackett's integral over the correlation.</remarks>
/// <param name="WorstCaseRate">Share that fails at the given confidence, in a very large portfolio.</param>
/// <param name="JointProbability">That two given protocols both fail.</param>
/// <param name="DefaultCorrelation">Of the two failures.</param>
public sealed record OneFactorPortfolio(double WorstCaseRate, double JointProbability, double DefaultCorrelation)
{
    private const int Nodes = 128;

    /// <param name="probability">Of each failing, from 0 to 1.</param>
    /// <param name="correlation">Of their asset values, from 0 to 1.</param>
    /// <param name="confidence">Between 0 and 1, such as 0.999.</param>
    /// <exception cref="InvalidInputException">A quantity is out of range.</exception>
    public static OneFactorPortfolio Of(double probability, double correlation, double confidence)
    {
        Require.Fraction(probability, "pd");
        Require.Fraction(correlation, "assetCorrelation");
        Require.OpenFraction(confidence);
        if (probability is 0 or 1) return new OneFactorPortfolio(probability, probability, 0);

        double threshold = Normal.InvCDF(0, 1, probability);
        double quantile = Normal.InvCDF(0, 1, confidence);
        double worst = correlation == 1
            ? confidence > 1 - probability ? 1 : 0
            : BlackScholes.Cdf((threshold + (Math.Sqrt(correlation) * quantile)) / Math.Sqrt(1 - correlation));
        double joint = correlation == 1 ? probability : Joint(threshold, probability, correlation);
        double variance = probability * (1 - probability);
        return new OneFactorPortfolio(worst, joint, (joint - (probability * probability)) / variance);
    }

    private static double Joint(double threshold, double probability, double correlation)
    {
        double square = threshold * threshold;
        double added = GaussLegendreRule.Integrate(
            angle => Math.Exp(-square / (1 + Math.Sin(angle))), 0, Math.Asin(correlation), Nodes);
        return (probability * probability) + (added / (2 * Math.PI));
    }
}
