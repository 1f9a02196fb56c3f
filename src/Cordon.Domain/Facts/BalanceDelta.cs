using Cordon.Domain.Blocks;
using Cordon.Ethereum;

namespace Cordon.Domain.Facts;

/// <summary>What one account gained and lost of one asset in one transaction (fungible assets).</summary>
public struct BalanceDelta
{
    public int Tx;
    public AccountId Account;
    public AccountId Asset;
    public UInt256 In;
    public UInt256 Out;

    public readonly bool IsGain => In > Out;

    public readonly bool IsLoss => Out > In;

    /// <summary>The net change without its sign.</summary>
    public readonly UInt256 Magnitude => In > Out ? In - Out : Out - In;
}
