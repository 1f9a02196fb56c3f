namespace Cordon.Ethereum.Bindings.Abi;

/// <summary>One input, output or struct member; the name may be empty.</summary>
internal sealed class AbiParameter(string name, AbiType type, bool isIndexed)
{
    public string Name { get; } = name;

    public AbiType Type { get; } = type;

    public bool IsIndexed { get; } = isIndexed;
}
