using System.Buffers;
using System.Buffers.Binary;
using Cordon.Detection.Memory;
using Cordon.Detection.Statistics;
using Cordon.Ethereum;

namespace Cordon.Detection.BridgeImbalance;

/// <summary>Releases seen per bridge and asset, and the ids of messages already released. A value.</summary>
/// <remarks>All states of a branch share one log of messages and say which part of it is theirs.</remarks>
public sealed class BridgeState
{
    private const int MessageBytes = Address.SizeBytes + UInt256.SizeBytes;

    internal BridgeState(SeriesBook releases, HashedLog<ReleasedMessage>? messages, long begin, long end) =>
        (Releases, Messages, Begin, End) = (releases, messages, begin, end);

    public static BridgeState Empty { get; } = new(SeriesBook.Empty, null, 0, 0);

    /// <summary>Amounts released, a value a release.</summary>
    public SeriesBook Releases { get; }

    /// <summary>The log, null for the empty state; its messages from Begin to before End are this state's.</summary>
    internal HashedLog<ReleasedMessage>? Messages { get; }

    internal long Begin { get; }

    internal long End { get; }

    /// <summary>Begins the changes of a block.</summary>
    internal BridgeEdit Edit() => new(this);

    /// <summary>Says that no older state of the branch will be asked again, so that its memory can be used anew.
    /// </summary>
    internal void Settle()
    {
        Messages?.Release(Begin);
        Releases.Settle();
    }

    /// <summary>Writes the number of messages, the messages, then the releases.</summary>
    public void Save(IBufferWriter<byte> destination)
    {
        BinaryPrimitives.WriteInt32LittleEndian(destination.GetSpan(4), (int)(End - Begin));
        destination.Advance(4);
        for (long at = Begin; at < End; at++)
        {
            (Address bridge, UInt256 message) = Messages![at];
            Span<byte> row = destination.GetSpan(MessageBytes);
            bridge.CopyTo(row);
            message.CopyTo(row[Address.SizeBytes..]);
            destination.Advance(MessageBytes);
        }

        Releases.Save(destination);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a saved state of this version.</exception>
    public static BridgeState Load(ReadOnlySpan<byte> saved)
    {
        int count = saved.Length < 4 ? -1 : BinaryPrimitives.ReadInt32LittleEndian(saved);
        if (count < 0 || (saved.Length - 4) / MessageBytes < count)
            throw new InvalidDataException("The saved bridge history is damaged: delete it to begin a new one.");

        HashedLog<ReleasedMessage> messages = new();
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> row = saved.Slice(4 + (i * MessageBytes), MessageBytes);
            messages.Append(new ReleasedMessage(
                new Address(row[..Address.SizeBytes]), new UInt256(row[Address.SizeBytes..])));
        }

        SeriesBook releases = SeriesBook.Load(saved[(4 + (count * MessageBytes))..]);
        return new BridgeState(releases, messages, 0, messages.End);
    }
}
