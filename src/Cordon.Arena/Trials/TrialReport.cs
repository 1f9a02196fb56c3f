using Cordon.Arena.Scenarios;

namespace Cordon.Arena.Trials;

/// <summary>A scenario without Cordon and with it.</summary>
/// <param name="Card">Which.</param>
/// <param name="Without">Nobody guards.</param>
/// <param name="With">Cordon guards.</param>
/// <param name="Defence">What the defence did.</param>
/// <param name="Failures">What was expected and did not happen; empty when the expectation is met.</param>
public sealed record TrialReport(
    ScenarioCard Card, PlayReport Without, PlayReport With, DefenceReport Defence, IReadOnlyList<string> Failures)
{
    public bool IsMet => Failures.Count == 0;
}
