namespace Cordon.Economics.Simulation.Mechanism;

/// <summary>A simulation against a formula.</summary>
/// <param name="Name">What was compared.</param>
/// <param name="ClosedForm">What theory says.</param>
/// <param name="Simulated">What the simulation says.</param>
public sealed record ClosedFormCheck(string Name, double ClosedForm, Estimate Simulated)
{
    /// <summary>The most standard errors that a simulation may be off by.</summary>
    public const double ErrorsMax = 4;

    /// <summary>How many standard errors the two are apart.</summary>
    public double Errors => Simulated.StandardError > 0
        ? Math.Abs(Simulated.Mean - ClosedForm) / Simulated.StandardError
        : Simulated.Mean == ClosedForm ? 0 : double.PositiveInfinity;

    public bool Agrees => Errors <= ErrorsMax;
}
