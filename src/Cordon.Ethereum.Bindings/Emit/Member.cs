using Cordon.Ethereum.Bindings.Abi;

namespace Cordon.Ethereum.Bindings.Emit;

/// <summary>A property of a generated struct and the ABI parameter it stands for.</summary>
internal sealed class Member(string name, string csharpType, AbiParameter parameter)
{
    public string Name { get; } = name;

    public string CSharpType { get; } = csharpType;

    public AbiType Type => Parameter.Type;

    public AbiParameter Parameter { get; } = parameter;

    /// <summary>Whether only the hash of the value is in the log.</summary>
    public bool IsHashed { get; } = parameter.IsIndexed && parameter.Type.Kind is
        AbiKind.Bytes or AbiKind.Text or AbiKind.Array or AbiKind.FixedArray or AbiKind.Tuple;
}
