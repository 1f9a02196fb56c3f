namespace Cordon.Economics.QuickestDetection;

/// <summary>A sequential test on given observations.</summary>
/// <param name="LogLikelihoodRatios">After each observation, up to the one that decided.</param>
/// <param name="Decision">The end, or <see cref="SequentialDecision.Continue"/>.</param>
public sealed record SequentialPath(IReadOnlyList<double> LogLikelihoodRatios, SequentialDecision Decision)
{
    /// <summary>The number of the observation that decided, from 1; null while none has.</summary>
    public int? StoppedAt => Decision == SequentialDecision.Continue ? null : LogLikelihoodRatios.Count;
}
