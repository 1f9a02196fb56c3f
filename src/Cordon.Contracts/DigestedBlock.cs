using Cordon.Ethereum;

namespace Cordon.Contracts;

/// <summary>What an attention challenge takes of a block.</summary>
/// <param name="Transactions">All of them, in order.</param>
public sealed record DigestedBlock(ulong Number, Hash256 Hash, IReadOnlyList<DigestedTransaction> Transactions);
