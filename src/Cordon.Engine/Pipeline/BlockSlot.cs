using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Signals;

namespace Cordon.Engine.Pipeline;

/// <summary>The memory in which one block is read and inspected, reused from block to block.</summary>
internal sealed class BlockSlot
{
    private RawBlock? _raw;

    public BlockFacts Facts { get; } = new();

    public SignalBuffer Signals { get; } = new();

    public long Sequence { get; private set; }

    public IReadOnlyList<BlindReport> Blind => _raw!.Blind;

    public string Origin => _raw!.Origin;

    /// <summary>Bytes of the block.</summary>
    public int Length { get; private set; }

    /// <summary>Bytes of the largest block it has held: its memory has grown for that one.</summary>
    public int LengthMax { get; private set; }

    /// <summary>Why the block could not be read, null where it could.</summary>
    public ExceptionDispatchInfo? Failure { get; private set; }

    public void Fill(RawBlock raw, int length, long sequence, ExceptionDispatchInfo? failure)
    {
        _raw = raw;
        Sequence = sequence;
        Length = length;
        LengthMax = Math.Max(LengthMax, length);
        Failure = failure;
        Signals.Clear();
    }

    /// <summary>Reads the block and runs the detectors that need no history; a failure waits for its turn.</summary>
    public void Inspect(IFactReader reader, ImmutableArray<IDetector> detectors)
    {
        if (Failure is not null) return;
        try
        {
            reader.Read(_raw!, Facts);
        }
        catch (Exception failure)
        {
            Failure = ExceptionDispatchInfo.Capture(failure);
            return;
        }

        foreach (IDetector detector in detectors)
        {
            try
            {
                detector.Inspect(Facts, Signals);
            }
            catch (Exception failure)
            {
                BlindSignals.Add(Facts, detector.Name, failure, Signals);
            }
        }
    }

    /// <summary>Gives the raw bytes back to their pool.</summary>
    public void Release()
    {
        _raw?.Dispose();
        _raw = null;
    }
}
