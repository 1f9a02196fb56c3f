using System;

namespace Cordon.Ethereum.Bindings.Json;

/// <summary>The text is not JSON; <see cref="Offset"/> is where reading stopped.</summary>
internal sealed class JsonFormatException(string message, int offset) : Exception(message)
{
    public int Offset { get; } = offset;
}
