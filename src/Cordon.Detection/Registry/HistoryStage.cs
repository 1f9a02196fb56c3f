using System.Buffers;
using Cordon.Domain.Facts;
using Cordon.Domain.Signals;

namespace Cordon.Detection.Registry;

/// <summary>A detector with history whose state type is forgotten,
/// so that the engine can hold many side by side.</summary>
public abstract class HistoryStage
{
    public abstract string Name { get; }

    public abstract object Initial { get; }

    /// <summary>Wraps a detector.</summary>
    public static HistoryStage Of<TState>(IHistoryDetector<TState> detector) where TState : class =>
        new Typed<TState>(detector);

    /// <inheritdoc cref="IHistoryDetector{TState}.Advance"/>
    public abstract object Advance(object state, BlockFacts block, SignalBuffer signals);

    /// <inheritdoc cref="IHistoryDetector{TState}.Settle"/>
    public abstract void Settle(object oldest);

    /// <inheritdoc cref="IHistoryDetector{TState}.Save"/>
    public abstract void Save(object state, IBufferWriter<byte> destination);

    /// <inheritdoc cref="IHistoryDetector{TState}.Load"/>
    public abstract object Load(ReadOnlySpan<byte> saved);

    private sealed class Typed<TState>(IHistoryDetector<TState> detector) : HistoryStage where TState : class
    {
        public override string Name => detector.Name;

        public override object Initial => detector.Initial;

        public override object Advance(object state, BlockFacts block, SignalBuffer signals) =>
            detector.Advance((TState)state, block, signals);

        public override void Settle(object oldest) => detector.Settle((TState)oldest);

        public override void Save(object state, IBufferWriter<byte> destination) =>
            detector.Save((TState)state, destination);

        public override object Load(ReadOnlySpan<byte> saved) => detector.Load(saved);
    }
}
