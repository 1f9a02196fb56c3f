namespace Cordon.Ethereum;

/// <summary>Data to values, counting what it makes against the limits.</summary>
internal sealed class AbiDecoding(AbiLimits limits)
{
    private int _elements;
    private long _contentBytes;

    public AbiValue[] DecodeMembers(IReadOnlyList<AbiParameter> members, AbiView frame)
    {
        var values = new AbiValue[members.Count];
        int head = 0;
        int index = 0;
        try
        {
            for (; index < values.Length; index++)
            {
                values[index] = Decode(members[index].Type, frame, head);
                head += members[index].Type.HeadBytes;
            }
        }
        catch (AbiException error)
        {
            throw error.Inside(members[index].Label(index));
        }

        return values;
    }

    /// <summary>Decodes the value whose head stands at an offset of the frame.</summary>
    public AbiValue Decode(AbiType type, AbiView frame, int head)
    {
        if (++_elements > limits.ElementsMax)
            throw frame.Fault($"more than {limits.ElementsMax} elements.", head);

        switch (type.Kind)
        {
            case AbiKind.Bytes or AbiKind.String:
                ReadOnlySpan<byte> content = frame.ReadBytes(head);
                _contentBytes += content.Length;
                if (_contentBytes > limits.ContentBytesMax)
                    throw frame.Fault($"more than {limits.ContentBytesMax} bytes of content.", head);
                return new AbiValue(content.ToArray());
            case AbiKind.Array:
                return DecodeArray(type, frame, head);
            case AbiKind.Tuple:
                AbiView members = type.IsDynamic ? frame.ReadTuple(head) : frame.At(head);
                return new AbiValue(DecodeMembers(type.Components, members));
            default:
                return DecodeWord(type, frame, head);
        }
    }

    private AbiValue DecodeArray(AbiType type, AbiView frame, int head)
    {
        AbiType element = type.Element!;
        int count = type.Length ?? 0;
        AbiView elements = type.Length is null ? frame.ReadArray(head, element.HeadBytes, out count)
            : type.IsDynamic ? frame.ReadTuple(head)
            : frame.At(head);
        if (count > limits.ElementsMax - _elements)
            throw frame.Fault($"more than {limits.ElementsMax} elements.", head);

        var values = new List<AbiValue>();
        try
        {
            while (values.Count < count) values.Add(Decode(element, elements, values.Count * element.HeadBytes));
        }
        catch (AbiException error)
        {
            throw error.Inside($"[{values.Count}]");
        }

        return new AbiValue(values);
    }

    private AbiValue DecodeWord(AbiType type, AbiView frame, int head)
    {
        ReadOnlySpan<byte> word = frame.ReadWord(head);
        if (!limits.IsStrict) return Truncate(type, word);

        try
        {
            return type.Kind switch
            {
                AbiKind.UInt or AbiKind.UFixed => AbiWord.ReadUInt(word, type.Bits),
                AbiKind.Int or AbiKind.Fixed => AbiWord.ReadInt(word, type.Bits),
                AbiKind.Address => AbiWord.ReadAddress(word),
                AbiKind.Bool => AbiWord.ReadBool(word),
                _ => AbiWord.ReadFixedBytes(word, type.SizeBytes).ToArray(),
            };
        }
        catch (AbiException error)
        {
            throw error.Behind(frame.PositionOf(head));
        }
    }

    private static AbiValue Truncate(AbiType type, ReadOnlySpan<byte> word)
    {
        var value = new UInt256(word);
        return type.Kind switch
        {
            AbiKind.UInt or AbiKind.UFixed => value & ~(UInt256.MaxValue << type.Bits),
            AbiKind.Int or AbiKind.Fixed => UInt256.SignExtend(value, type.Bits),
            AbiKind.Address => Address.FromWord(value),
            AbiKind.Bool => !value.IsZero,
            _ => word[..type.SizeBytes].ToArray(),
        };
    }
}
