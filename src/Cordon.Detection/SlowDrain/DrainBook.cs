using System.Buffers;
using Cordon.Detection.Statistics;

namespace Cordon.Detection.SlowDrain;

/// <summary>Who got how much of what from the configured contracts in the present window. Immutable.</summary>
public sealed class DrainBook
{
    private const byte Version = 1;

    private DrainBook(AgingBook<TapKey, Tap> taps) => Taps = taps;

    public static DrainBook Empty { get; } = new(AgingBook<TapKey, Tap>.Empty);

    internal AgingBook<TapKey, Tap> Taps { get; }

    internal DrainBook With(AgingBook<TapKey, Tap> taps) => ReferenceEquals(taps, Taps) ? this : new DrainBook(taps);

    /// <summary>Writes version and count, then each account's window, payments and sum.</summary>
    public void Save(IBufferWriter<byte> destination)
    {
        var bytes = new StateWriter(Version).Write(Taps.Count);
        foreach ((ulong block, TapKey key, Tap tap) in Taps.Entries)
        {
            bytes.Write(block).Write(key.Chain).Write(key.Contract).Write(key.Asset).Write(key.Taker);
            bytes.Write(tap.Window).Write(tap.Payments).Write(tap.Sum).Write(tap.Reported);
        }

        destination.Write(bytes.Written);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a saved book of this version.</exception>
    public static DrainBook Load(ReadOnlySpan<byte> saved)
    {
        var bytes = new StateReader(saved, Version);
        var taps = AgingBook<TapKey, Tap>.Empty;
        for (int left = bytes.ReadCount(); left > 0; left--)
        {
            ulong block = bytes.ReadUInt64();
            TapKey key = new(bytes.ReadUInt64(), bytes.ReadAddress(), bytes.ReadAddress(), bytes.ReadAddress());
            taps = taps.Put(
                block, key, new Tap(bytes.ReadUInt64(), bytes.ReadInt32(), bytes.ReadDouble(), bytes.ReadInt32()));
        }

        bytes.End();
        return new DrainBook(taps);
    }
}
