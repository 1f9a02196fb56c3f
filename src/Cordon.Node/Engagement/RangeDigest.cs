using Cordon.Ethereum;

namespace Cordon.Node.Engagement;

/// <summary>The digest of a range of blocks.</summary>
/// <param name="Digest">As spec/engagement.md has it.</param>
/// <param name="LastHash">Hash of the last block; while the chain has it, it has the whole range.</param>
internal readonly record struct RangeDigest(Hash256 Digest, Hash256 LastHash);
