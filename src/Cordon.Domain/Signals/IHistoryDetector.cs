using System.Buffers;
using Cordon.Domain.Facts;

namespace Cordon.Domain.Signals;

/// <summary>Looks at a block in the light of the blocks before it. Pure; its memory is a value.</summary>
/// <remarks>The engine calls it in block order and keeps past states, so a reorg is a return to one. One call at a
/// time: states may share memory that the newest of them extends.</remarks>
/// <typeparam name="TState">Says the same for ever, whatever is advanced from it, until a later one is settled.
/// </typeparam>
public interface IHistoryDetector<TState> where TState : class
{
    string Name { get; }

    TState Initial { get; }

    /// <summary>Returns the state after the block, the same instance where nothing changed.</summary>
    TState Advance(TState state, BlockFacts block, SignalBuffer signals);

    /// <summary>Says that no state older than this one will be asked for again: what only those needed may be used
    /// anew, so that a history that has its size allocates nothing.</summary>
    void Settle(TState oldest)
    {
        // A state that shares no memory has nothing to give back.
    }

    /// <summary>Writes a state so that a later run can go on from it.</summary>
    void Save(TState state, IBufferWriter<byte> destination);

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a saved state of this detector's version.</exception>
    TState Load(ReadOnlySpan<byte> saved);
}
