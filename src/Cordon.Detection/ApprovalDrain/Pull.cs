using Cordon.Domain.Blocks;
using Cordon.Ethereum;

namespace Cordon.Detection.ApprovalDrain;

/// <summary>Tokens moved out of somebody's account by a spender, on the strength of an approval.</summary>
/// <param name="Call">The frame of the token's transferFrom.</param>
/// <param name="Entry">The frame by which the sender's side entered the spender, else the outermost.</param>
/// <param name="Token">What was moved.</param>
/// <param name="Owner">Whose it was.</param>
/// <param name="Spender">The contract entered, which holds the approval or speaks for who does.</param>
/// <param name="Amount">In the token's smallest unit.</param>
/// <param name="Price">What the owner received for it, None where nothing.</param>
/// <param name="PriceAmount">How much of that.</param>
internal readonly record struct Pull(
    int Call, int Entry, AccountId Token, AccountId Owner, AccountId Spender, UInt256 Amount,
    AccountId Price, UInt256 PriceAmount)
{
    public bool IsPaid => !Price.IsNone;
}
