using Cordon.Ethereum;

namespace Cordon.Arena.Chain;

/// <summary>A transaction that was sent: the truth that findings are compared with.</summary>
/// <param name="Hash">Its hash.</param>
/// <param name="Scenario">Name of the scenario it belongs to.</param>
/// <param name="Role">What it was.</param>
/// <param name="Title">Who did what, in a few words.</param>
public sealed record PlayedTransaction(Hash256 Hash, string Scenario, TransactionRole Role, string Title);
