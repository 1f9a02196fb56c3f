using System.Collections.Generic;
using Cordon.Ethereum.Bindings.Abi;

namespace Cordon.Ethereum.Bindings.Emit;

/// <summary>A struct that stands for an ABI tuple.</summary>
internal sealed class StructShape(string name, AbiType type, List<Member> members)
{
    public string Name { get; } = name;

    public AbiType Type { get; } = type;

    public List<Member> Members { get; } = members;
}
