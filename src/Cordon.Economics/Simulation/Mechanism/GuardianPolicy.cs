using Cordon.Economics.Numbers;

namespace Cordon.Economics.Simulation.Mechanism;

/// <summary>How a guardian behaves.</summary>
/// <param name="Name">What the report calls it.</param>
/// <param name="Diligence">Share of the epochs in which it really watches and can answer challenges, 0 to 1.</param>
/// <param name="AlertsOnSignal">Probability that it raises what its sensor shows.</param>
/// <param name="AlertsWithoutSignal">Probability that it raises something in an epoch in which it saw nothing.</param>
/// <param name="TakesBribes">Whether it stays silent for a bribe that exceeds what silence costs it.</param>
/// <param name="Colludes">Whether it belongs to the attacker: silent in attacks, sharing the loot and one node.</param>
public sealed record GuardianPolicy(
    string Name, double Diligence, double AlertsOnSignal, double AlertsWithoutSignal = 0, bool TakesBribes = false,
    bool Colludes = false)
{
    public static GuardianPolicy Honest { get; } = new("honest", 1, 1);

    /// <summary>Never watches, never alerts.</summary>
    public static GuardianPolicy Lazy { get; } = new("lazy", 0, 0);

    /// <summary>Never watches, raises whenever it may.</summary>
    public static GuardianPolicy Spamming { get; } = new("spamming", 0, 1, 1);

    /// <summary>Is the attacker's: watches through one shared node, silent in attacks, shares the loot.</summary>
    public static GuardianPolicy Colluding { get; } = new("colluding", 1, 1, Colludes: true);

    /// <summary>Honest until somebody pays more for silence than silence costs.</summary>
    public static GuardianPolicy Bribed { get; } = new("bribed", 1, 1, TakesBribes: true);

    /// <summary>Checks the fields.</summary>
    /// <exception cref="InvalidInputException">A field is out of range.</exception>
    public GuardianPolicy Checked()
    {
        Require.Fraction(Diligence);
        Require.Fraction(AlertsOnSignal);
        Require.Fraction(AlertsWithoutSignal);
        return this;
    }
}
