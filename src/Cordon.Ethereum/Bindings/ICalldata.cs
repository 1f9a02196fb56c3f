namespace Cordon.Ethereum.Bindings;

/// <summary>A call of a contract's function with its arguments.</summary>
public interface ICalldata
{
    /// <summary>The calldata: 4 bytes of selector, then the arguments.</summary>
    /// <exception cref="ArgumentException">An argument does not fit its ABI type, which the message names.</exception>
    byte[] Encode();
}
