using Cordon.Domain.Blocks;
using Cordon.Ethereum;

namespace Cordon.Domain.Facts;

/// <summary>A change of who may do what with a contract, or of the code behind it.</summary>
public struct PrivilegeChange
{
    public int Tx;
    public int Call;
    public int Log;
    public PrivilegeKind Kind;
    public AccountId Contract;

    /// <summary>The new owner, implementation, admin, or the account whose role changed; None for a pause.</summary>
    public AccountId Subject;

    /// <summary>The one before, None where unknown.</summary>
    public AccountId Previous;

    /// <summary>Who called the contract to make the change.</summary>
    public AccountId Sender;

    /// <summary>Role hash of a role change, else zero.</summary>
    public UInt256 Role;
}
