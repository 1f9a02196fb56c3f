using Cordon.Detection.Memory;
using Cordon.Ethereum;

namespace Cordon.Detection.BridgeImbalance;

/// <summary>A message that a bridge has released.</summary>
internal readonly record struct ReleasedMessage(Address Bridge, UInt256 Message) : ILogged
{
    public uint LogHash => (uint)HashCode.Combine(Bridge, Message);
}
