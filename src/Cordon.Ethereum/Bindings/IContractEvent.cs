namespace Cordon.Ethereum.Bindings;

/// <summary>An event of a contract, as one log holds it.</summary>
public interface IContractEvent<TSelf>
    where TSelf : struct, IContractEvent<TSelf>
{
    /// <summary>
    /// Reads a log; false when it is another event or malformed. Allocates nothing unless the event has a member
    /// of a type without fixed size (text, bytes, arrays).
    /// </summary>
    static abstract bool TryDecode(ReadOnlySpan<Hash256> topics, ReadOnlySpan<byte> data, out TSelf value);
}
