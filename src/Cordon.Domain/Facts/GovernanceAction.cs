using Cordon.Domain.Blocks;
using Cordon.Ethereum;

namespace Cordon.Domain.Facts;

/// <summary>A step of on-chain governance (Governor Bravo, OpenZeppelin Governor, timelocks).</summary>
public struct GovernanceAction
{
    public int Tx;
    public int Call;
    public int Log;
    public GovernanceKind Kind;
    public AccountId Governor;

    /// <summary>Proposer, voter, delegator or executor.</summary>
    public AccountId Account;

    /// <summary>Target of an executed or queued call, the delegate of a delegation, else None.</summary>
    public AccountId Target;

    /// <summary>Proposal or timelock operation id.</summary>
    public UInt256 ProposalId;

    /// <summary>Votes cast; the value of an executed call, in wei.</summary>
    public UInt256 Weight;
}
