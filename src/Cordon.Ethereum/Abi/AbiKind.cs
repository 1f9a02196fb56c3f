namespace Cordon.Ethereum;

/// <summary>What an ABI type is, apart from its sizes.</summary>
public enum AbiKind
{
    UInt,
    Int,
    Address,
    Bool,

    /// <summary><c>bytes1</c> to <c>bytes32</c>, left-aligned in their word.</summary>
    FixedBytes,

    /// <summary>An address and a selector, 24 bytes, left-aligned in their word.</summary>
    Function,
    Fixed,
    UFixed,
    Bytes,
    String,
    Array,
    Tuple,
}
