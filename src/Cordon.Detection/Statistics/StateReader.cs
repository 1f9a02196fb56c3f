using System.Buffers.Binary;
using Cordon.Ethereum;

namespace Cordon.Detection.Statistics;

/// <summary>Reads what a <see cref="StateWriter"/> wrote; anything else is an <see cref="InvalidDataException"/>.
/// </summary>
internal ref struct StateReader
{
    private ReadOnlySpan<byte> _rest;

    public StateReader(ReadOnlySpan<byte> saved, byte version)
    {
        _rest = saved;
        if (Take(1)[0] != version) throw Foreign();
    }

    /// <summary>A number of entries: never more than there are bytes left.</summary>
    public int ReadCount()
    {
        int count = BinaryPrimitives.ReadInt32LittleEndian(Take(4));
        return count >= 0 && count <= _rest.Length ? count : throw Foreign();
    }

    public int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public ulong ReadUInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    public double ReadDouble() => BinaryPrimitives.ReadDoubleLittleEndian(Take(8));

    public Address ReadAddress() => new(Take(Address.SizeBytes));

    public UInt256 ReadUInt256() => new(Take(UInt256.SizeBytes));

    /// <summary>Nothing may be left.</summary>
    public readonly void End()
    {
        if (!_rest.IsEmpty) throw Foreign();
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (_rest.Length < count) throw Foreign();
        ReadOnlySpan<byte> taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    private static InvalidDataException Foreign() =>
        new("The saved history is damaged or of another version: delete it to begin a new one.");
}
