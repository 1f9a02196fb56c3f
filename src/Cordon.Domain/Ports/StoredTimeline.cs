namespace Cordon.Domain.Ports;

/// <summary>What the engine remembered of one chain: its last blocks, oldest first, the last one the tip.</summary>
/// <param name="Chain">Chain id.</param>
/// <param name="Blocks">At least one.</param>
public sealed record StoredTimeline(ulong Chain, IReadOnlyList<StoredBlock> Blocks);
