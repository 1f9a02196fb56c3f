using Cordon.Ethereum;

namespace Cordon.Engine.Benchmark.Labels;

/// <summary>A transaction known to be an attack.</summary>
public sealed record AttackLabel(
    ulong Chain, ulong Block, Hash256 Tx, string Name, string Class, Address? Victim, double? LossUsd,
    bool HasLogs, bool NeedsHistory);
