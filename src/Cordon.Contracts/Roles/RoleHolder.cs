using Cordon.Ethereum;

namespace Cordon.Contracts.Roles;

/// <summary>Who holds a power over a contract.</summary>
/// <param name="Contract">The contract's name in the mechanism.</param>
/// <param name="Role">The power, as the contract calls it.</param>
/// <param name="Holder">Who has it; the zero address stands for anybody.</param>
/// <param name="HolderName">The holder's name in the mechanism; null for a stranger to it.</param>
/// <param name="IsExpected">Whether the design gives this power to this holder.</param>
public sealed record RoleHolder(string Contract, string Role, Address Holder, string? HolderName, bool IsExpected);
