using Cordon.Ethereum;

namespace Cordon.Detection.BorrowedVotes;

/// <summary>A proposal of a governor.</summary>
internal readonly record struct ProposalKey(ulong Chain, Address Governor, UInt256 Id);
