using System.Collections.Generic;
using System.Linq;

namespace Cordon.Ethereum.Bindings.Abi;

/// <summary>A type of the contract ABI, with what the encoding needs to know of it.</summary>
internal sealed class AbiType
{
    public AbiKind Kind { get; private init; }

    /// <summary>The type as the signature spells it: <c>uint256</c>, <c>(address,bytes)[3]</c>.</summary>
    public string Canonical { get; private init; } = "";

    /// <summary>Bits of a number, bytes of fixed bytes, elements of a fixed array.</summary>
    public int Size { get; private init; }

    public AbiType? Element { get; private init; }

    public IReadOnlyList<AbiParameter> Components { get; private init; } = [];

    /// <summary>The Solidity name of a struct when the compiler told it, without the contract's name.</summary>
    public string? StructName { get; private init; }

    /// <summary>Whether the head holds an offset and the value lies in the tail.</summary>
    public bool IsDynamic { get; private init; }

    /// <summary>Bytes the value takes in the head of whatever holds it.</summary>
    public int HeadBytes { get; private init; } = 32;

    public static AbiType Elementary(AbiKind kind, string canonical, int size = 0) => new()
    {
        Kind = kind,
        Canonical = canonical,
        Size = size,
        IsDynamic = kind is AbiKind.Bytes or AbiKind.Text,
    };

    public static AbiType ArrayOf(AbiType element) => new()
    {
        Kind = AbiKind.Array,
        Canonical = element.Canonical + "[]",
        Element = element,
        IsDynamic = true,
    };

    public static AbiType FixedArrayOf(AbiType element, int length) => new()
    {
        Kind = AbiKind.FixedArray,
        Canonical = $"{element.Canonical}[{length}]",
        Size = length,
        Element = element,
        IsDynamic = element.IsDynamic,
        HeadBytes = element.IsDynamic ? 32 : element.HeadBytes * length,
    };

    public static AbiType TupleOf(IReadOnlyList<AbiParameter> components, string? structName)
    {
        bool isDynamic = components.Any(c => c.Type.IsDynamic);
        return new AbiType
        {
            Kind = AbiKind.Tuple,
            Canonical = $"({string.Join(",", components.Select(c => c.Type.Canonical))})",
            Components = components,
            StructName = structName,
            IsDynamic = isDynamic,
            HeadBytes = isDynamic ? 32 : components.Sum(c => c.Type.HeadBytes),
        };
    }
}
