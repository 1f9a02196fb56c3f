using System.Buffers.Binary;

namespace Cordon.Ethereum;

/// <summary>A function of a contract, or a custom error: both are a selector and encoded arguments.</summary>
public sealed class AbiFunction
{
    public const int SelectorBytes = 4;

    public AbiFunction(string name, IReadOnlyList<AbiParameter> inputs, IReadOnlyList<AbiParameter>? outputs = null)
    {
        Name = name;
        Inputs = inputs;
        Outputs = outputs ?? [];
        Signature = name + AbiType.Tuple(inputs).Name;
        Span<byte> hash = stackalloc byte[Hash256.SizeBytes];
        Keccak256.HashUtf8(Signature).CopyTo(hash);
        Selector = BinaryPrimitives.ReadUInt32BigEndian(hash);
    }

    public string Name { get; }

    public IReadOnlyList<AbiParameter> Inputs { get; }

    public IReadOnlyList<AbiParameter> Outputs { get; }

    /// <summary>The text that is hashed: <c>transfer(address,uint256)</c>.</summary>
    public string Signature { get; }

    /// <summary>The first four bytes of the signature's hash, big-endian: 0xa9059cbb for <c>transfer</c>.</summary>
    public uint Selector { get; }

    /// <summary>Parses <c>transfer(address to, uint256 amount)</c>.</summary>
    /// <exception cref="FormatException">The text is not a signature.</exception>
    public static AbiFunction Parse(string signature)
    {
        (string name, IReadOnlyList<AbiParameter> inputs) = new AbiTypeParser(signature).ParseSignature();
        return new AbiFunction(name, inputs);
    }

    /// <summary>The call data: selector and arguments.</summary>
    /// <exception cref="AbiException">An argument does not fit its type.</exception>
    public byte[] EncodeCall(params IReadOnlyList<AbiValue> arguments)
    {
        var encoding = new AbiEncoding();
        Span<byte> selector = stackalloc byte[SelectorBytes];
        BinaryPrimitives.WriteUInt32BigEndian(selector, Selector);
        encoding.Append(selector);
        encoding.AppendMembers(Inputs, new AbiValue(arguments));
        return encoding.ToArray();
    }

    /// <summary>Whether the data begin with this function's selector.</summary>
    public bool Matches(ReadOnlySpan<byte> callData) =>
        callData.Length >= SelectorBytes && BinaryPrimitives.ReadUInt32BigEndian(callData) == Selector;

    /// <summary>The arguments of a call (or of an error's revert data).</summary>
    /// <exception cref="AbiException">The selector is another, or the arguments are not encoded properly.</exception>
    public AbiValue DecodeCall(ReadOnlySpan<byte> callData, AbiLimits? limits = null)
    {
        if (!Matches(callData)) throw new AbiException($"the data do not begin with 0x{Selector:x8}, {Signature}.", 0);

        try
        {
            return AbiCodec.Decode(Inputs, callData[SelectorBytes..], limits);
        }
        catch (AbiException error)
        {
            throw error.Behind(SelectorBytes);
        }
    }

    /// <summary>The results of a call.</summary>
    /// <exception cref="AbiException">The data are no encoding of the results.</exception>
    public AbiValue DecodeResult(ReadOnlySpan<byte> returnData, AbiLimits? limits = null) =>
        AbiCodec.Decode(Outputs, returnData, limits);

    public override string ToString() => Signature;
}
