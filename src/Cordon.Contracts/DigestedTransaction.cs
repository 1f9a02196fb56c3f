using Cordon.Ethereum;

namespace Cordon.Contracts;

/// <summary>What an attention challenge takes of a transaction.</summary>
/// <param name="Changes">Net changes of balances, in any order, one for each account and asset.</param>
public sealed record DigestedTransaction(Hash256 Hash, bool Succeeded, IReadOnlyList<BalanceChange> Changes);
