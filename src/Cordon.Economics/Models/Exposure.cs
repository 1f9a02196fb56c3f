namespace Cordon.Economics.Models;

/// <summary>A claim of one protocol on another.</summary>
/// <param name="Holder">Who loses when the issuer fails.</param>
/// <param name="Issuer">Who owes.</param>
/// <param name="Amount">At least 0.</param>
public sealed record Exposure(string Holder, string Issuer, double Amount);
