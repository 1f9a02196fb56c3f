using Cordon.Economics.Numbers;

namespace Cordon.Economics.Verifiers;

/// <summary>Everybody wants the alarm raised, nobody wants to pay for raising it (Diekmann 1985).</summary>
/// <param name="Cost">What acting costs.</param>
/// <param name="Benefit">What each watcher gains when anybody acts.</param>
/// <param name="Watchers">1 or more.</param>
/// <remarks>More watchers make it less likely that any acts. A duty officer, or pay of at least the cost, cures it.
/// </remarks>
public sealed record VolunteersDilemma(double Cost, double Benefit, int Watchers)
{
    /// <summary>Probability that a given watcher acts in the symmetric equilibrium: 1 - (c/b)^(1/(n-1)).</summary>
    public double ActProbability => Cost >= Benefit ? 0
        : Watchers == 1 || Cost <= 0 ? 1
        : -Precise.ExpMinusOne(Math.Log(Cost / Benefit) / (Watchers - 1));

    /// <summary>Probability that nobody acts: (c/b)^(n/(n-1)).</summary>
    public double NobodyActs => Cost >= Benefit ? 1
        : Watchers == 1 || Cost <= 0 ? 0
        : Math.Exp(Math.Log(Cost / Benefit) * Watchers / (Watchers - 1));

    /// <summary>What <see cref="NobodyActs"/> tends to as watchers become many.</summary>
    public double NobodyActsInTheLimit => Math.Min(1, Cost / Benefit);

    /// <summary>The private reward that makes acting the best whatever the others do.</summary>
    public double RewardMin => Cost;

    /// <summary>Checks the fields.</summary>
    /// <exception cref="InvalidInputException">A field is out of range.</exception>
    public VolunteersDilemma Checked()
    {
        Require.Amount(Cost);
        Require.Positive(Benefit);
        Require.Range(Watchers, 1, int.MaxValue, "n_watchers");
        return this;
    }
}
