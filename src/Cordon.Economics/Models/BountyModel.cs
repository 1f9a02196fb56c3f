namespace Cordon.Economics.Models;

/// <summary>What finders of vulnerabilities can expect, and what is offered to them.</summary>
public sealed record BountyModel
{
    /// <summary>Offered for the gravest vulnerability today.</summary>
    public double Offered { get; init; }

    public double PSuccess { get; init; } = 0.9;

    public double FractionKept { get; init; } = 0.5;

    public double PCaught { get; init; } = 0.3;

    public double Penalty { get; init; } = 2e6;

    public double EthicsCost { get; init; }

    public double GrayMarketPrice { get; init; }

    public double PayoutReliability { get; init; } = 0.95;
}
