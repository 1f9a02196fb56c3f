using Cordon.Ethereum;

namespace Cordon.Detection.BorrowedVotes;

/// <summary>A holder of a token with votes.</summary>
internal readonly record struct HolderKey(ulong Chain, Address Token, Address Holder);
