using Cordon.Ethereum;

namespace Cordon.Cli.Council.Simulation;

/// <summary>A log that a simulated call left.</summary>
internal sealed record SimulatedLog(Address Emitter, IReadOnlyList<Hash256> Topics, byte[] Data)
{
    /// <summary>The emitter that nodes name for movements of the native coin.</summary>
    public static Address NativeCoin { get; } = Address.Parse("0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee");
}
