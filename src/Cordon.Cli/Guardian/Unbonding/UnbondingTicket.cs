using Cordon.Ethereum;

namespace Cordon.Cli.Guardian.Unbonding;

/// <summary>Stake that was taken out of a pool and is not paid out yet.</summary>
/// <param name="Ticket">Its number in the stake.</param>
/// <param name="Amount">What would be paid now, in the token's smallest unit; a slash lowers it.</param>
/// <param name="ClaimableAt">From when on, in seconds since 1970.</param>
internal sealed record UnbondingTicket(UInt256 Ticket, UInt256 Amount, ulong ClaimableAt);
