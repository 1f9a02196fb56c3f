namespace Cordon.Ethereum.Rpc.Subscriptions;

/// <summary>A new head of the chain.</summary>
/// <param name="Header">The head as announced.</param>
/// <param name="MissedFrom">First block that was never announced, or null when none is missing; the last one is the
/// block before <paramref name="Header"/>.</param>
public sealed record HeadNotice(BlockHeader Header, ulong? MissedFrom);
