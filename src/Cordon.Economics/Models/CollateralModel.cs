using Cordon.Economics.Liquidations;

namespace Cordon.Economics.Models;

/// <summary>The borrowers of a lending protocol and the pool that their collateral is sold into.</summary>
/// <param name="PoolTokens">Collateral tokens in the pool, above 0.</param>
/// <param name="PoolQuote">Quote currency in the pool, above 0.</param>
/// <param name="Bonus">A liquidator's bonus, at least 0.</param>
/// <param name="Shock">Share by which the price falls from outside, from 0 to 1.</param>
/// <param name="Positions">The borrowers.</param>
public sealed record CollateralModel(
    double PoolTokens, double PoolQuote, double Bonus, double Shock, IReadOnlyList<SpiralPosition> Positions);
