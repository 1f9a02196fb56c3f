using System;

namespace Cordon.Ethereum.Bindings.Abi;

/// <summary>An entry of the file breaks a rule of the ABI; the message is for the person who wrote the file.</summary>
internal sealed class AbiException(string entry, string message, int offset) : Exception(message)
{
    /// <summary>The place inside the file, as <c>abi[3].inputs[0].type</c>.</summary>
    public string Entry { get; } = entry;

    public int Offset { get; } = offset;
}
