using Cordon.Domain.Blocks;
using Cordon.Ethereum;

namespace Cordon.Detection.Flows;

/// <summary>What the initiator's side received and gave of one asset.</summary>
public struct AssetGain
{
    public AccountId Asset;
    public UInt256 In;
    public UInt256 Out;

    public readonly bool IsGain => In > Out;

    public readonly bool IsLoss => Out > In;

    /// <summary>The net change without its sign.</summary>
    public readonly UInt256 Net => In > Out ? In - Out : Out - In;
}
