namespace Cordon.Ethereum.Bindings;

/// <summary>A call of a contract's function that returns a value.</summary>
public interface IContractCall<TReturn> : ICalldata
{
    /// <summary>Reads what the call returned; false when the bytes are not that.</summary>
    bool TryDecodeReturn(ReadOnlySpan<byte> data, out TReturn value);
}
