using Cordon.Economics.Numbers;

namespace Cordon.Economics.Survival;

/// <summary>One drop of a survival curve.</summary>
/// <param name="Time">When.</param>
/// <param name="AtRisk">How many were under observation just before; at equal times events precede censorings.</param>
/// <param name="Events">How many ended.</param>
/// <param name="Survival">Kaplan and Meier's estimate after the drop, exactly.</param>
/// <param name="StandardError">Greenwood's; null once nobody survives.</param>
/// <param name="CumulativeHazard">Nelson and Aalen's, exactly.</param>
public sealed record SurvivalStep(
    Rational Time, int AtRisk, int Events, Rational Survival, double? StandardError, Rational CumulativeHazard);
