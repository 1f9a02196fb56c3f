using Cordon.Domain.Blocks;
using Cordon.Ethereum;

namespace Cordon.Detection.Flows;

/// <summary>What one account received and gave of one asset in one transaction.</summary>
/// <remarks>Native coin and its wrapper count as one asset, <see cref="AccountId.Ether"/>.</remarks>
public struct Flow
{
    public AccountId Account;
    public AccountId Asset;
    public UInt256 In;
    public UInt256 Out;

    /// <summary>Row of the account's next flow, -1 after the last.</summary>
    public int Next;

    /// <summary>Position of the first and last movement in and out among the transaction's
    /// movements, -1 for none.</summary>
    public int FirstIn;
    public int LastIn;
    public int FirstOut;
    public int LastOut;

    public readonly bool IsGain => In > Out;

    public readonly bool IsLoss => Out > In;

    /// <summary>The net change without its sign.</summary>
    public readonly UInt256 Net => In > Out ? In - Out : Out - In;
}
