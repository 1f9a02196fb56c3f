namespace Cordon.Economics.Verification;

/// <summary>One field in which the engine's answer is not the expected one.</summary>
/// <param name="Field">Such as <c>recovery[2]</c>.</param>
/// <param name="Expected">What the case says.</param>
/// <param name="Actual">What the engine says.</param>
public sealed record CaseMismatch(string Field, string Expected, string Actual);
