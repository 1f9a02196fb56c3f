using Cordon.Ethereum;

namespace Cordon.Engine.Reorgs;

/// <summary>A block's place in its chain. Hashes are zero where the recording does not say.</summary>
public readonly record struct BlockLink(ulong Chain, ulong Number, Hash256 Hash, Hash256 ParentHash);
