using Cordon.Domain.Facts;

namespace Cordon.Domain.Signals;

/// <summary>Looks at one block by itself. Pure: no clock, no I/O, no randomness, no memory of other blocks.</summary>
/// <remarks>Called from several threads at once, each with its own block.</remarks>
public interface IDetector
{
    /// <summary>The public, stable name: lower case with hyphens.</summary>
    string Name { get; }

    /// <summary>Adds what it finds; allocates nothing where it finds nothing.</summary>
    void Inspect(BlockFacts block, SignalBuffer signals);
}
