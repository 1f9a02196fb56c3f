namespace Cordon.Ethereum.Bindings;

/// <summary>A custom error of a contract, as the data of a revert holds it.</summary>
public interface IContractError<TSelf>
    where TSelf : struct, IContractError<TSelf>
{
    /// <summary>Reads revert data; false when it is another error or malformed.</summary>
    static abstract bool TryDecode(ReadOnlySpan<byte> data, out TSelf value);
}
