namespace Cordon.Ethereum;

/// <summary>
/// Finds the parts of ABI-encoded data without copying or allocating: the frame of a tuple or array, whose offsets
/// count from its start. Arguments are addressed by the offset of their head, in any order, and a fault throws with its
/// position. (Generated code reads in order and without exceptions: <see cref="Bindings.AbiReader"/>.)
/// </summary>
/// <example><c>new AbiView(data).ReadBytes(64)</c> is the third argument where all three are one word.</example>
public readonly ref struct AbiView
{
    private readonly ReadOnlySpan<byte> _frame;
    private readonly int _origin; // where the frame begins in the whole data, for messages
    private readonly bool _isStrict;

    public AbiView(ReadOnlySpan<byte> data, bool isStrict = true)
        : this(data, 0, isStrict)
    {
    }

    private AbiView(ReadOnlySpan<byte> frame, int origin, bool isStrict)
    {
        _frame = frame;
        _origin = origin;
        _isStrict = isStrict;
    }

    /// <summary>Where a part of the frame lies in the whole data.</summary>
    public int PositionOf(int offset) => _origin + offset;

    /// <summary>The 32 bytes at an offset, for <see cref="AbiWord"/>.</summary>
    /// <exception cref="AbiException">The data end before that.</exception>
    public ReadOnlySpan<byte> ReadWord(int offset) => offset >= 0 && offset <= _frame.Length - AbiWord.SizeBytes
        ? _frame.Slice(offset, AbiWord.SizeBytes)
        : throw Fault($"a word is missing: the data end at byte {PositionOf(_frame.Length)}.", offset);

    /// <summary>The content of <c>bytes</c> or <c>string</c>, whose offset stands at the head given.</summary>
    /// <exception cref="AbiException">Offset, length, content or (strictly) padding do not fit the data.</exception>
    public ReadOnlySpan<byte> ReadBytes(int head)
    {
        int start = ReadOffset(head);
        int length = ReadCount(start, itemBytes: 1, "bytes");
        ReadOnlySpan<byte> content = _frame.Slice(start + AbiWord.SizeBytes, length);
        if (!_isStrict) return content;

        int padding = (AbiWord.SizeBytes - (length % AbiWord.SizeBytes)) % AbiWord.SizeBytes;
        ReadOnlySpan<byte> behind = _frame[(start + AbiWord.SizeBytes + length)..];
        if (behind.Length < padding) throw Fault("the padding behind the bytes is missing.", start + length);
        return behind[..padding].ContainsAnyExcept((byte)0)
            ? throw Fault("the padding behind the bytes is not zero.", start + AbiWord.SizeBytes + length)
            : content;
    }

    /// <summary>The frame of a dynamic tuple or of a fixed array of dynamic elements.</summary>
    /// <exception cref="AbiException">The offset lies outside the data.</exception>
    public AbiView ReadTuple(int head) => Frame(ReadOffset(head));

    /// <summary>A static tuple or array, which stands in its place: its frame is only moved.</summary>
    public AbiView At(int offset) => offset >= 0 && offset <= _frame.Length
        ? Frame(offset)
        : throw Fault("the data end here.", offset);

    /// <summary>The frame of an array's elements, each of whose heads takes the bytes given.</summary>
    /// <exception cref="AbiException">Offset or count do not fit the data that are there.</exception>
    public AbiView ReadArray(int head, int elementHeadBytes, out int count)
    {
        int start = ReadOffset(head);
        count = ReadCount(start, elementHeadBytes, "elements");
        return Frame(start + AbiWord.SizeBytes);
    }

    internal AbiException Fault(string reason, int offset) => new(reason, PositionOf(offset));

    private AbiView Frame(int start) => new(_frame[start..], PositionOf(start), _isStrict);

    private int ReadOffset(int head)
    {
        var offset = new UInt256(ReadWord(head));
        return offset <= (ulong)_frame.Length
            ? (int)(ulong)offset
            : throw Fault($"offset {offset} lies beyond the {_frame.Length} bytes there are.", head);
    }

    private int ReadCount(int start, int itemBytes, string unit)
    {
        var count = new UInt256(ReadWord(start));
        int left = _frame.Length - start - AbiWord.SizeBytes;
        ulong most = itemBytes == 0 ? int.MaxValue : (ulong)(left / itemBytes);
        return count <= most
            ? (int)(ulong)count
            : throw Fault($"{count} {unit} are announced, but the data have room for {most}.", start);
    }
}
