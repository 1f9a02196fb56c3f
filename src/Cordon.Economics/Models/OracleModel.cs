namespace Cordon.Economics.Models;

/// <summary>The pool that a protocol's price comes from.</summary>
/// <param name="PoolTokens">Tokens in it, above 0.</param>
/// <param name="PoolQuote">Quote currency in it, above 0.</param>
/// <param name="Fee">Of a trade, at least 0, below 1.</param>
/// <param name="MoveNeeded">Share by which the price has to rise for an attack to pay, above 0.</param>
public sealed record OracleModel(double PoolTokens, double PoolQuote, double Fee, double MoveNeeded)
{
    /// <summary>Quote currency that an attacker has to put in to raise the price so far.</summary>
    /// <remarks>x*y=k: the price grows as the square of the quote reserve.</remarks>
    public double CapitalToMove => PoolQuote * (Math.Sqrt(1 + MoveNeeded) - 1) / (1 - Fee);

    /// <summary>What is lost of it when the pool is traded back at once: two fees.</summary>
    public double CostToMove => CapitalToMove * (1 - ((1 - Fee) * (1 - Fee)));
}
