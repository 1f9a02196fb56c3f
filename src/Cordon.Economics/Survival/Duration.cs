using Cordon.Economics.Numbers;

namespace Cordon.Economics.Survival;

/// <summary>How long something took, or had lasted when it was last seen.</summary>
/// <param name="Time">At least 0.</param>
/// <param name="IsEvent">True when it ended then; false when it was censored: still open.</param>
public readonly record struct Duration(Rational Time, bool IsEvent);
