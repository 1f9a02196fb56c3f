namespace Cordon.Ethereum.Rpc.Pool;

/// <summary>An endpoint's state at one moment.</summary>
/// <param name="Endpoint">Without credentials.</param>
/// <param name="Score">1 when all recent calls succeeded, near 0 when none did.</param>
/// <param name="Latency">Moving average over successful calls.</param>
/// <param name="Head">Newest block it announced; null before the first look.</param>
/// <param name="IsUsable">Neither resting nor on another chain.</param>
public sealed record EndpointHealth(string Endpoint, double Score, TimeSpan Latency, ulong? Head, bool IsUsable);
