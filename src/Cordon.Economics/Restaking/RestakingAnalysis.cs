using Cordon.Economics.Numbers;

namespace Cordon.Economics.Restaking;

/// <summary>What is known about a restaking graph, with its proofs: a certificate, a named attack, or bounds.</summary>
public sealed record RestakingAnalysis
{
    public required RestakingVerdict Verdict { get; init; }

    /// <summary>EigenLayer's condition with the quorums as declared.</summary>
    public required EigenLayerCertificate Certificate { get; init; }

    /// <summary>The same with each quorum raised to the smallest stake that a coalition really has; null for graphs
    /// beyond <see cref="RestakingAnalyzer.TightenedEdgesMax"/> edges.</summary>
    public required EigenLayerCertificate? Tightened { get; init; }

    /// <summary>The most profitable attack that was found; null where none was.</summary>
    public required RestakingAttack? Attack { get; init; }

    /// <summary>No attack gains more than this; equal to the found attack's gain, or to 0, when proved.</summary>
    public required Rational GainUpper { get; init; }

    /// <summary>Services that yield something and have no stake behind them.</summary>
    public required IReadOnlyList<string> FreeServices { get; init; }

    /// <summary>The gain of <see cref="Attack"/>, 0 without one.</summary>
    public Rational GainLower => Attack?.Gain ?? Rational.Zero;

    /// <summary>Whether the attack is proved the most profitable, or the absence of any is proved.</summary>
    public bool IsProved => GainLower == GainUpper;
}
