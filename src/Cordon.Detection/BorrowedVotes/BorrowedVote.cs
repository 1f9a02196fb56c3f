using Cordon.Ethereum;

namespace Cordon.Detection.BorrowedVotes;

/// <summary>What is wrong with a vote.</summary>
/// <param name="Token">The token whose votes count.</param>
/// <param name="Gone">Tokens given away since they were delegated, in the smallest unit.</param>
/// <param name="Since">Block of the delegation.</param>
/// <param name="IsOwn">Whether the voter, or who delegated to it, made the proposal.</param>
internal readonly record struct BorrowedVote(Address Token, double Gone, ulong Since, bool IsOwn);
