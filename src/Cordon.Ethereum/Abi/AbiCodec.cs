namespace Cordon.Ethereum;

/// <summary>Whole argument lists to and from the contract ABI.</summary>
public static class AbiCodec
{
    /// <summary>Encodes a list of arguments, as <c>abi.encode</c> does.</summary>
    /// <exception cref="AbiException">A value does not fit its type; the message has its path.</exception>
    public static byte[] Encode(IReadOnlyList<AbiParameter> parameters, AbiValue values)
    {
        var encoding = new AbiEncoding();
        encoding.AppendMembers(parameters, values);
        return encoding.ToArray();
    }

    /// <summary>Decodes a list of arguments. Bytes behind them are ignored, as contracts ignore them.</summary>
    /// <exception cref="AbiException">The data are no encoding of these types or exceed a limit.</exception>
    public static AbiValue Decode(
        IReadOnlyList<AbiParameter> parameters, ReadOnlySpan<byte> data, AbiLimits? limits = null)
    {
        limits ??= AbiLimits.Default;
        var frame = new AbiView(data, limits.IsStrict);
        return new AbiValue(new AbiDecoding(limits).DecodeMembers(parameters, frame));
    }

    /// <summary>Encodes values of a tuple type, whose members are the arguments.</summary>
    /// <exception cref="AbiException">A value does not fit its type; the message has its path.</exception>
    public static byte[] Encode(AbiType tuple, AbiValue values) => Encode(tuple.Components, values);

    /// <summary>Decodes values of a tuple type, whose members are the arguments.</summary>
    /// <exception cref="AbiException">The data are no encoding of these types or exceed a limit.</exception>
    public static AbiValue Decode(AbiType tuple, ReadOnlySpan<byte> data, AbiLimits? limits = null) =>
        Decode(tuple.Components, data, limits);
}
