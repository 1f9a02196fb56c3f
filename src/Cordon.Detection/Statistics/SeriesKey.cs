using Cordon.Ethereum;

namespace Cordon.Detection.Statistics;

/// <summary>What a series is about: a contract and an asset of it, on one chain.</summary>
internal readonly record struct SeriesKey(ulong Chain, Address Contract, Address Asset);
