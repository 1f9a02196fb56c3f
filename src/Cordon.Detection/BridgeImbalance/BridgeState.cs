using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using Cordon.Detection.Statistics;
using Cordon.Ethereum;

namespace Cordon.Detection.BridgeImbalance;

/// <summary>Releases seen per bridge and asset, and the ids of messages already released. Immutable.</summary>
public sealed class BridgeState
{
    private const int MessageBytes = Address.SizeBytes + UInt256.SizeBytes;

    private readonly ImmutableHashSet<(Address Bridge, UInt256 Message)> _seen;
    private readonly ImmutableQueue<(Address Bridge, UInt256 Message)> _order; // oldest first, to forget

    private BridgeState(
        SeriesBook releases,
        ImmutableHashSet<(Address, UInt256)> seen,
        ImmutableQueue<(Address, UInt256)> order) => (Releases, _seen, _order) = (releases, seen, order);

    public static BridgeState Empty { get; } = new(SeriesBook.Empty, [], []);

    /// <summary>Amounts released, a value a release.</summary>
    public SeriesBook Releases { get; }

    public bool HasSeen(Address bridge, UInt256 message) => _seen.Contains((bridge, message));

    public BridgeState With(SeriesBook releases) => new(releases, _seen, _order);

    /// <summary>Remembers a message, forgetting the oldest beyond the limit.</summary>
    public BridgeState Remember(Address bridge, UInt256 message, int messagesMax)
    {
        ImmutableHashSet<(Address, UInt256)> seen = _seen.Add((bridge, message));
        if (ReferenceEquals(seen, _seen)) return this;

        ImmutableQueue<(Address, UInt256)> order = _order.Enqueue((bridge, message));
        while (seen.Count > messagesMax)
        {
            order = order.Dequeue(out (Address, UInt256) oldest);
            seen = seen.Remove(oldest);
        }

        return new BridgeState(Releases, seen, order);
    }

    /// <summary>Writes the number of messages, the messages, then the releases.</summary>
    public void Save(IBufferWriter<byte> destination)
    {
        BinaryPrimitives.WriteInt32LittleEndian(destination.GetSpan(4), _seen.Count);
        destination.Advance(4);
        foreach ((Address bridge, UInt256 message) in _order)
        {
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

        BridgeState state = Empty;
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> row = saved.Slice(4 + (i * MessageBytes), MessageBytes);
            state = state.Remember(
                new Address(row[..Address.SizeBytes]), new UInt256(row[Address.SizeBytes..]), int.MaxValue);
        }

        return state.With(SeriesBook.Load(saved[(4 + (count * MessageBytes))..]));
    }
}
