namespace Cordon.Ethereum;

/// <summary>Values to data: heads in their places, tails appended in order, as Solidity lays them out.</summary>
internal sealed class AbiEncoding
{
    private byte[] _buffer = new byte[256];
    private int _length;

    public byte[] ToArray() => _buffer.AsSpan(0, _length).ToArray();

    /// <summary>Copies bytes as they are: a selector, or an encoding made before.</summary>
    public void Append(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Extend(bytes.Length));

    /// <summary>Appends the frame of a tuple: all heads, then all tails.</summary>
    public void AppendMembers(IReadOnlyList<AbiParameter> members, AbiValue value)
    {
        IReadOnlyList<AbiValue> values = CheckList(value, members.Count);
        int start = _length;
        Extend(members.Sum(member => member.Type.HeadBytes));
        WriteMembers(members, values, start, start);
    }

    private void WriteMembers(IReadOnlyList<AbiParameter> members, IReadOnlyList<AbiValue> values, int head, int frame)
    {
        int index = 0;
        try
        {
            for (; index < members.Count; index++)
            {
                Write(members[index].Type, values[index], head, frame);
                head += members[index].Type.HeadBytes;
            }
        }
        catch (AbiException error)
        {
            throw error.Inside(members[index].Label(index));
        }
    }

    /// <summary>Writes a static value at its head, or appends a dynamic one and writes its offset there.</summary>
    private void Write(AbiType type, AbiValue value, int head, int frame)
    {
        if (type.IsDynamic)
        {
            AbiWord.Write(_buffer.AsSpan(head), (UInt256)(ulong)(_length - frame));
            AppendTail(type, value);
        }
        else if (type.Kind == AbiKind.Tuple)
        {
            WriteMembers(type.Components, CheckList(value, type.Components.Count), head, head);
        }
        else if (type.Kind == AbiKind.Array)
        {
            WriteElements(type.Element!, CheckList(value, type.Length!.Value), head, head);
        }
        else
        {
            WriteWord(type, value, _buffer.AsSpan(head, AbiWord.SizeBytes));
        }
    }

    private void AppendTail(AbiType type, AbiValue value)
    {
        switch (type.Kind)
        {
            case AbiKind.Tuple:
                AppendMembers(type.Components, value);
                break;
            case AbiKind.Array:
                AppendArray(type, value);
                break;
            default:
                if (!value.IsBytes) throw new AbiException($"{type} needs bytes or text.");
                AppendWord((ulong)value.Bytes.Length);
                int padded = (value.Bytes.Length + AbiWord.SizeBytes - 1) / AbiWord.SizeBytes * AbiWord.SizeBytes;
                value.Bytes.CopyTo(Extend(padded));
                break;
        }
    }

    private void AppendArray(AbiType type, AbiValue value)
    {
        IReadOnlyList<AbiValue> elements = CheckList(value, type.Length);
        if (type.Length is null) AppendWord((ulong)elements.Count);
        int start = _length;
        Extend(checked(elements.Count * type.Element!.HeadBytes));
        WriteElements(type.Element, elements, start, start);
    }

    private void WriteElements(AbiType element, IReadOnlyList<AbiValue> values, int head, int frame)
    {
        int index = 0;
        try
        {
            for (; index < values.Count; index++)
                Write(element, values[index], head + (index * element.HeadBytes), frame);
        }
        catch (AbiException error)
        {
            throw error.Inside($"[{index}]");
        }
    }

    internal static void WriteWord(AbiType type, AbiValue value, Span<byte> word)
    {
        if (type.SizeBytes > 0)
        {
            if (!value.IsBytes || value.Bytes.Length != type.SizeBytes)
                throw new AbiException($"{type} needs exactly {type.SizeBytes} bytes.");
            AbiWord.WriteFixedBytes(word, value.Bytes);
            return;
        }

        if (!value.IsWord) throw new AbiException($"{type} needs a number, not {(value.IsList ? "a list" : "bytes")}.");

        UInt256 number = value.Word;
        bool fits = type.Kind switch
        {
            AbiKind.Int or AbiKind.Fixed => UInt256.SignExtend(number, type.Bits) == number,
            AbiKind.Address => number.BitLength <= 160,
            AbiKind.Bool => number <= UInt256.One,
            _ => number.BitLength <= type.Bits,
        };
        if (!fits) throw new AbiException($"{number.ToQuantity()} does not fit {type}.");
        AbiWord.Write(word, number);
    }

    private static IReadOnlyList<AbiValue> CheckList(AbiValue value, int? count)
    {
        if (!value.IsList) throw new AbiException("a list is needed here.");
        return count is null || value.Items.Count == count
            ? value.Items
            : throw new AbiException($"expected {count} values, got {value.Items.Count}.");
    }

    private void AppendWord(UInt256 value) => AbiWord.Write(Extend(AbiWord.SizeBytes), value);

    /// <summary>Grows the data by zero bytes and returns them; spans taken before are stale.</summary>
    private Span<byte> Extend(int count)
    {
        int start = _length;
        int needed = checked(_length + count);
        if (needed > _buffer.Length)
            Array.Resize(ref _buffer, (int)Math.Min(Math.Max(_buffer.Length * 2L, needed), Array.MaxLength));
        _length = needed;
        return _buffer.AsSpan(start, count);
    }
}
