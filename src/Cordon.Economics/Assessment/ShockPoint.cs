namespace Cordon.Economics.Assessment;

/// <summary>What a shock to the stake leads to.</summary>
/// <param name="Shock">Share of all stake that disappears.</param>
/// <param name="Loss">Share of all stake lost in the end, attacks that the shock makes possible included.</param>
/// <param name="IsExact">True when every shock and coalition was tried; otherwise the loss is one that was
/// found.</param>
/// <param name="Bound">(1 + 1/gamma) psi, at most 1; null without a margin above 0.</param>
public sealed record ShockPoint(double Shock, double Loss, bool IsExact, double? Bound);
