namespace Cordon.Ethereum.Bindings;

/// <summary>
/// Asks for typed calls, events and errors of a contract to be generated into the partial class it stands on.
/// </summary>
/// <remarks>
/// The file is a bare ABI list, or the artifact of a compiler or npm package with <c>abi</c> and perhaps
/// <c>bytecode</c> inside, and is listed in the project: <c>&lt;AdditionalFiles Include="Abi/*.json" /&gt;</c>.
/// </remarks>
/// <param name="path">The file, relative to the source file, or the end of its path.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ContractBindingAttribute(string path) : Attribute
{
    /// <summary>The ABI file, relative to the source file, or the end of its path.</summary>
    public string Path { get; } = path;
}
