using System.Globalization;
using System.Numerics;
using Cordon.Ethereum;

namespace Cordon.Domain.Invariants;

/// <summary>A view call whose first result is a number that an invariant speaks of.</summary>
/// <param name="Name">By which the formula names it.</param>
/// <param name="Contract">Who is asked.</param>
/// <param name="Function">With one result at least, the first a number, a flag or an address.</param>
/// <param name="Data">The encoded call.</param>
public sealed record InvariantCall(string Name, Address Contract, AbiFunction Function, byte[] Data)
{
    /// <summary>The chain on which it is asked; null for the invariant's own.</summary>
    public ulong? Chain { get; init; }

    /// <summary>How old the newest block of another chain may be; beyond that its answer counts as unknown.</summary>
    public TimeSpan AgeMax { get; init; } = TimeSpan.FromMinutes(2);

    private const string Form = "expected [0xCONTRACT.]name(type,…)(type) followed by its arguments";

    /// <summary>Reads <c>totalAssets()(uint256)</c> or <c>0xTOKEN.balanceOf(address)(uint256) 0xOWNER</c>.</summary>
    /// <param name="name">By which the formula names it.</param>
    /// <param name="text">The call: a contract, if it is another than the usual one, signature, arguments.</param>
    /// <param name="contract">The usual contract.</param>
    /// <exception cref="FormatException">It is no such call; the message says what is expected.</exception>
    public static InvariantCall Parse(string name, string text, Address contract)
    {
        ArgumentNullException.ThrowIfNull(text);
        (string signature, string[] arguments) = Split(text.Trim());
        int dot = signature.IndexOf('.', StringComparison.Ordinal);
        if (dot >= 0)
        {
            if (!Address.TryParse(signature[..dot], out contract))
                throw new FormatException($"'{signature[..dot]}' is no contract's address; {Form}");
            signature = signature[(dot + 1)..];
        }

        AbiFunction function = ParseFunction(signature);
        if (arguments.Length != function.Inputs.Count)
            throw new FormatException($"{function} takes {function.Inputs.Count} arguments, found {arguments.Length}");
        try
        {
            AbiValue[] values = [.. arguments.Select((argument, i) => ValueOf(argument, function.Inputs[i].Type))];
            return new InvariantCall(name, contract, function, function.EncodeCall(values));
        }
        catch (Exception e) when (e is AbiException or OverflowException)
        {
            throw new FormatException($"{function}: {e.Message}", e);
        }
    }

    /// <summary>The number in what the call returned.</summary>
    /// <exception cref="AbiException">The data are no encoding of the results.</exception>
    public BigInteger Read(ReadOnlySpan<byte> returned)
    {
        AbiValue first = Function.DecodeResult(returned)[0];
        return Function.Outputs[0].Type.Kind == AbiKind.Int ? first.Signed : (BigInteger)first.Word;
    }

    public bool Equals(InvariantCall? other) =>
        other is not null && Name == other.Name && Contract == other.Contract && Chain == other.Chain
        && Data.AsSpan().SequenceEqual(other.Data);

    public override int GetHashCode() => HashCode.Combine(Name, Contract, Function.Selector, Chain);

    // Signatures may hold spaces ("f(address owner)"), so the arguments begin behind the results' parenthesis.
    private static (string Signature, string[] Arguments) Split(string text)
    {
        int depth = 0, lists = 0;
        for (int at = 0; at < text.Length; at++)
        {
            if (text[at] == '(') depth++;
            else if (text[at] == ')' && --depth == 0 && ++lists == 2)
            {
                return (text[..(at + 1)], text[(at + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries));
            }
        }

        throw new FormatException($"'{text}' is no view call; {Form}");
    }

    private static AbiFunction ParseFunction(string signature)
    {
        int depth = 0, end = 0;
        do
        {
            if (signature[end] == '(') depth++;
            else if (signature[end] == ')') depth--;
        }
        while (signature[end++] != ')' || depth > 0);

        AbiFunction inputs = AbiFunction.Parse(signature[..end]);
        IReadOnlyList<AbiParameter> outputs = AbiType.Parse(signature[end..]).Components;
        if (inputs.Name.Length == 0) throw new FormatException($"'{signature}' names no function; {Form}");
        return outputs is [{ Type.Kind: AbiKind.UInt or AbiKind.Int or AbiKind.Bool or AbiKind.Address }, ..]
            ? new AbiFunction(inputs.Name, inputs.Inputs, outputs)
            : throw new FormatException($"'{signature}': its first result must be a number, a flag or an address");
    }

    private static AbiValue ValueOf(string text, AbiType type) => type.Kind switch
    {
        AbiKind.UInt when TryNumber(text, out BigInteger number) && number.Sign >= 0 => number,
        AbiKind.Int when TryNumber(text, out BigInteger number) => number,
        AbiKind.Address when Address.TryParse(text, out Address address) => address,
        AbiKind.Bool when bool.TryParse(text, out bool flag) => flag,
        AbiKind.FixedBytes or AbiKind.Bytes when Hex.TryParse(text, out byte[] bytes) => bytes,
        AbiKind.UInt or AbiKind.Int or AbiKind.Address or AbiKind.Bool or AbiKind.FixedBytes or AbiKind.Bytes =>
            throw new FormatException($"'{text}' is no {type}"),
        _ => throw new FormatException($"arguments of type {type} cannot be written here"),
    };

    private static bool TryNumber(string text, out BigInteger number) =>
        text.StartsWith("0x", StringComparison.Ordinal)
            ? BigInteger.TryParse(
                "0" + text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number)
            : BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
}
