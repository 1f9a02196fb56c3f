namespace Cordon.Ethereum.Bindings.Abi;

internal enum AbiKind
{
    UInt,
    Int,
    Bool,
    Address,

    /// <summary>bytes1 to bytes32, and <c>function</c> (an address and a selector in 24 bytes).</summary>
    FixedBytes,
    Bytes,
    Text,
    Array,
    FixedArray,
    Tuple,
}
