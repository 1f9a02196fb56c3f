using Cordon.Domain.Blocks;
using Cordon.Ethereum;

namespace Cordon.Domain.Facts;

/// <summary>Value locked into, or released from, a bridge on this chain.</summary>
public struct BridgeMessage
{
    public int Tx;
    public int Call;
    public int Log;
    public bool IsRelease;
    public AccountId Bridge;
    public AccountId Account;
    public AccountId Asset;
    public UInt256 Amount;

    /// <summary>The message's id or hash where the event gives one, else zero.</summary>
    public UInt256 MessageId;
}
