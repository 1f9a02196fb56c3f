using System.Collections.Generic;

namespace Cordon.Ethereum.Bindings.Abi;

/// <summary>What an ABI file or compiler artifact says about a contract.</summary>
internal sealed class ContractAbi(IReadOnlyList<AbiEntry> entries, string? bytecode)
{
    public IReadOnlyList<AbiEntry> Entries { get; } = entries;

    /// <summary>Creation code as hex digits without prefix; null when the file has none or it is not linked.</summary>
    public string? Bytecode { get; } = bytecode;
}
