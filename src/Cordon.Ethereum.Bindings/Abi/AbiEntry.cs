using System.Collections.Generic;
using System.Linq;

namespace Cordon.Ethereum.Bindings.Abi;

/// <summary>A function, event, error or constructor of a contract.</summary>
internal sealed class AbiEntry(AbiEntryKind kind, string name, string path, int offset)
{
    public AbiEntryKind Kind { get; } = kind;

    public string Name { get; } = name;

    /// <summary>Where the entry stands in the file, as <c>abi[3]</c>, for messages.</summary>
    public string Path { get; } = path;

    public int Offset { get; } = offset;

    public IReadOnlyList<AbiParameter> Inputs { get; set; } = [];

    public IReadOnlyList<AbiParameter> Outputs { get; set; } = [];

    public bool IsAnonymous { get; set; }

    /// <summary>The text whose hash is the selector or topic: <c>transfer(address,uint256)</c>.</summary>
    public string Signature => $"{Name}({string.Join(",", Inputs.Select(i => i.Type.Canonical))})";
}
