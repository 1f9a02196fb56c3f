using Cordon.Ethereum;

namespace Cordon.Detection.SlowDrain;

/// <summary>A contract, an asset of it, and who gets it; zero for everybody together.</summary>
internal readonly record struct TapKey(ulong Chain, Address Contract, Address Asset, Address Taker);
