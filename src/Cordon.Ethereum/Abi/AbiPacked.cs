namespace Cordon.Ethereum;

/// <summary>Solidity's non-standard packed mode, which contracts hash: <c>abi.encodePacked</c>.</summary>
public static class AbiPacked
{
    /// <summary>Numbers in their own width, bytes and text without length, array elements padded to words.</summary>
    /// <exception cref="AbiException">A value does not fit, or its type (tuples, nested arrays of dynamic types) has
    /// no packed form.</exception>
    public static byte[] Encode(IReadOnlyList<AbiParameter> parameters, AbiValue values)
    {
        if (!values.IsList || values.Items.Count != parameters.Count)
            throw new AbiException($"expected a list of {parameters.Count} values.");

        using var output = new MemoryStream();
        for (int i = 0; i < parameters.Count; i++)
        {
            try
            {
                Write(output, parameters[i].Type, values.Items[i], isElement: false);
            }
            catch (AbiException error)
            {
                throw error.Inside(parameters[i].Label(i));
            }
        }

        return output.ToArray();
    }

    private static void Write(MemoryStream output, AbiType type, AbiValue value, bool isElement)
    {
        switch (type.Kind)
        {
            case AbiKind.Tuple:
                throw new AbiException("a tuple has no packed form.");
            case AbiKind.Array:
                WriteArray(output, type, value);
                break;
            case AbiKind.Bytes or AbiKind.String:
                if (isElement) throw new AbiException($"an array of {type} has no packed form.");
                if (!value.IsBytes) throw new AbiException($"{type} needs bytes or text.");
                output.Write(value.Bytes);
                break;
            default:
                Span<byte> word = stackalloc byte[AbiWord.SizeBytes];
                AbiEncoding.WriteWord(type, value, word);
                output.Write(isElement ? word : Trim(type, word));
                break;
        }
    }

    private static void WriteArray(MemoryStream output, AbiType type, AbiValue value)
    {
        if (!value.IsList || (type.Length ?? value.Items.Count) != value.Items.Count)
            throw new AbiException($"{type} needs a list of its length.");

        foreach (AbiValue element in value.Items) Write(output, type.Element!, element, isElement: true);
    }

    private static ReadOnlySpan<byte> Trim(AbiType type, ReadOnlySpan<byte> word) => type.Kind switch
    {
        AbiKind.FixedBytes or AbiKind.Function => word[..type.SizeBytes],
        AbiKind.Address => word[^Address.SizeBytes..],
        AbiKind.Bool => word[^1..],
        _ => word[^(type.Bits / 8)..],
    };
}
