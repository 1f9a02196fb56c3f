namespace Cordon.Ethereum;

/// <summary>A named type: an argument, a result, a member of a struct.</summary>
/// <param name="Name">Empty where the ABI gives none.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsIndexed">Whether an event puts it into a topic.</param>
public sealed record AbiParameter(string Name, AbiType Type, bool IsIndexed = false)
{
    /// <summary>The name as an error's path shows it: the position where there is none.</summary>
    internal string Label(int index) => Name.Length > 0 ? Name : $"[{index}]";
}
