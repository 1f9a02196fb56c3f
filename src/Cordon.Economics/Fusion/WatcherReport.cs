using Cordon.Economics.Numbers;

namespace Cordon.Economics.Fusion;

/// <summary>What one watcher says, and how often it is right.</summary>
/// <param name="TruePositiveRate">Probability that it alerts given an attack.</param>
/// <param name="FalsePositiveRate">Probability that it alerts given none.</param>
/// <param name="IsAlert">Whether it alerts.</param>
public readonly record struct WatcherReport(Rational TruePositiveRate, Rational FalsePositiveRate, bool IsAlert);
