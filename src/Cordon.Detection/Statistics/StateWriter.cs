using System.Buffers;
using System.Buffers.Binary;
using Cordon.Ethereum;

namespace Cordon.Detection.Statistics;

/// <summary>Writes a detector's state, little-endian, behind its version.</summary>
internal sealed class StateWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public StateWriter(byte version) => _bytes.Write([version]);

    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    public StateWriter Write(int number)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.GetSpan(4), number);
        _bytes.Advance(4);
        return this;
    }

    public StateWriter Write(ulong number)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_bytes.GetSpan(8), number);
        _bytes.Advance(8);
        return this;
    }

    public StateWriter Write(double number)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(_bytes.GetSpan(8), number);
        _bytes.Advance(8);
        return this;
    }

    public StateWriter Write(in Address address)
    {
        address.CopyTo(_bytes.GetSpan(Address.SizeBytes));
        _bytes.Advance(Address.SizeBytes);
        return this;
    }

    public StateWriter Write(in UInt256 number)
    {
        number.CopyTo(_bytes.GetSpan(UInt256.SizeBytes));
        _bytes.Advance(UInt256.SizeBytes);
        return this;
    }
}
