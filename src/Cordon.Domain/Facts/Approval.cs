using Cordon.Domain.Blocks;
using Cordon.Ethereum;

namespace Cordon.Domain.Facts;

/// <summary>A right given to move somebody's tokens.</summary>
public struct Approval
{
    public int Tx;
    public int Call;
    public int Log;
    public ApprovalKind Kind;
    public AccountId Token;
    public AccountId Owner;
    public AccountId Spender;

    /// <summary>Allowance; for one ERC-721 token its id; for all tokens of a collection 1 (granted) or 0.</summary>
    public UInt256 Amount;
}
