namespace Cordon.Engine.Benchmark.Scores;

/// <summary>How many of a group of attacks were found.</summary>
/// <param name="Group">Name of the group: a class, or how the attacks were recorded.</param>
/// <param name="Attacks">Size of the group.</param>
/// <param name="Found">With a high or critical signal.</param>
/// <param name="Named">Of the found, by a detector of the right class.</param>
/// <param name="VictimKnown">Of the found, how many have a known victim.</param>
/// <param name="VictimNamed">Of those, with the victim among the subjects.</param>
public sealed record AttackTally(string Group, int Attacks, int Found, int Named, int VictimKnown, int VictimNamed)
{
    /// <summary>Share found; 1 for an empty group.</summary>
    public double Recall => Attacks == 0 ? 1 : (double)Found / Attacks;

    /// <summary>Counts a group.</summary>
    public static AttackTally Of(string group, IReadOnlyCollection<AttackOutcome> outcomes) => new(
        group,
        outcomes.Count,
        outcomes.Count(outcome => outcome.IsFound),
        outcomes.Count(outcome => outcome.IsNamed),
        outcomes.Count(outcome => outcome.IsFound && outcome.NamesVictim is not null),
        outcomes.Count(outcome => outcome.NamesVictim == true));
}
