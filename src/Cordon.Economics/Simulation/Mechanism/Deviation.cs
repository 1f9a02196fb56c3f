namespace Cordon.Economics.Simulation.Mechanism;

/// <summary>The most profitable way around the mechanism that a search found.</summary>
/// <param name="Description">In words.</param>
/// <param name="Gain">Over honesty per guardian and epoch, or per opportunity for an attacker.</param>
/// <param name="IsProfitable">Whether the gain is above 0 beyond chance (95 %).</param>
/// <param name="Evaluations">How many ways were tried.</param>
public sealed record Deviation(string Description, Estimate Gain, bool IsProfitable, int Evaluations)
{
    /// <summary>The guardian's policy, where it is a guardian's deviation.</summary>
    public GuardianPolicy? Policy { get; init; }

    /// <summary>The attacker's plan, where it is an attacker's.</summary>
    public AttackPlan? Plan { get; init; }

    /// <summary>How many guardians the attacker has on its side.</summary>
    public int Colluders { get; init; }

    /// <summary>How many guardians would sell their silence.</summary>
    public int Bribable { get; init; }
}
