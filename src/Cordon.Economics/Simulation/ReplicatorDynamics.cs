using Cordon.Economics.Numbers;
using Cordon.Economics.Verifiers;

namespace Cordon.Economics.Simulation;

/// <summary>Populations of watchers and attackers that copy who does better, in the inspection game.</summary>
/// <remarks>p' = p(1-p)(x(w+l) - c), x' = x(1-x)(g - p(g+f)). The orbits are closed: a population circles the mixed
/// equilibrium and does not settle in it.</remarks>
public static class ReplicatorDynamics
{
    /// <summary>The quantity that an orbit keeps: c ln x + (w+l-c) ln(1-x) + g ln p + f ln(1-p).</summary>
    /// <param name="game">The stakes.</param>
    /// <param name="inspecting">p, the share of watchers who look.</param>
    /// <param name="attacking">x, the share of attackers who attack.</param>
    public static double Invariant(InspectionGame game, double inspecting, double attacking) =>
        game.InspectCost * Math.Log(attacking)
        + (game.Bounty + game.UndetectedLoss - game.InspectCost) * Math.Log(1 - attacking)
        + game.AttackGain * Math.Log(inspecting)
        + game.Slash * Math.Log(1 - inspecting);

    /// <summary>Follows an orbit by Runge and Kutta's fourth-order steps.</summary>
    /// <returns>The shares after the last step.</returns>
    /// <exception cref="InvalidInputException">A field is out of range.</exception>
    public static (double Inspecting, double Attacking) Run(
        InspectionGame game, double inspecting, double attacking, double step, int steps)
    {
        game.Checked();
        Require.OpenFraction(inspecting, "p0");
        Require.OpenFraction(attacking, "x0");
        Require.Positive(step, "dt");
        Require.Range(steps, 0, 100_000_000);
        (double p, double x) = (inspecting, attacking);
        for (int i = 0; i < steps; i++)
        {
            (double p1, double x1) = Slope(game, p, x);
            (double p2, double x2) = Slope(game, p + step / 2 * p1, x + step / 2 * x1);
            (double p3, double x3) = Slope(game, p + step / 2 * p2, x + step / 2 * x2);
            (double p4, double x4) = Slope(game, p + step * p3, x + step * x3);
            p += step / 6 * (p1 + 2 * p2 + 2 * p3 + p4);
            x += step / 6 * (x1 + 2 * x2 + 2 * x3 + x4);
        }

        return (p, x);
    }

    private static (double P, double X) Slope(InspectionGame game, double p, double x) => (
        p * (1 - p) * (x * (game.Bounty + game.UndetectedLoss) - game.InspectCost),
        x * (1 - x) * (game.AttackGain - p * (game.AttackGain + game.Slash)));
}
