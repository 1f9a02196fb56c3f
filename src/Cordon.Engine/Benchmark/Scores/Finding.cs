using Cordon.Ethereum;

namespace Cordon.Engine.Benchmark.Scores;

/// <summary>A miss, an extra or a difference, one line of a report.</summary>
/// <param name="Block">Block number.</param>
/// <param name="Tx">The transaction (of a sandwich the front one); null for a statement about a block.</param>
/// <param name="Text">What was expected or found, with the figures that differ.</param>
public sealed record Finding(ulong Block, Hash256? Tx, string Text);
