namespace Cordon.Economics.Pricing;

/// <summary>A call and a put on the same terms, with their sensitivities.</summary>
/// <param name="Gamma">Change of delta with the price; the same for both.</param>
/// <param name="Vega">Change of the value with volatility (1 = 100 percentage points); the same for both.</param>
public sealed record OptionQuote(
    double Call, double Put, double DeltaCall, double DeltaPut, double Gamma, double Vega);
