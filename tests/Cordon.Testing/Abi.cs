using System.Text;
using Cordon.Ethereum;

namespace Cordon.Testing;

/// <summary>Hex texts of calls and events with static arguments, as a trace shows them.</summary>
public static class Abi
{
    /// <summary>The first four bytes of a signature's hash, as <c>0x</c> and 8 digits.</summary>
    public static string Selector(string signature) => Topic(signature)[..10];

    /// <summary>The hash of an event's signature, as <c>0x</c> and 64 digits.</summary>
    public static string Topic(string signature) => Keccak256.Hash(Encoding.ASCII.GetBytes(signature)).ToString();

    /// <summary>A call's input: selector and one word an argument, as <c>0x</c> and hex digits.</summary>
    /// <param name="signature">Such as <c>transfer(address,uint256)</c>.</param>
    /// <param name="arguments">Address, UInt256, int, long, ulong, bool, Hash256, or the text of whole words.</param>
    public static string Call(string signature, params ReadOnlySpan<object> arguments) =>
        Selector(signature) + Words(arguments)[2..];

    /// <summary>Words one after the other, as <c>0x</c> and 64 digits each.</summary>
    public static string Words(params ReadOnlySpan<object> values)
    {
        StringBuilder text = new("0x");
        foreach (object value in values) text.Append(Word(value).AsSpan(2));
        return text.ToString();
    }

    /// <summary>One value as <c>0x</c> and 64 digits (texts of words pass unchanged).</summary>
    /// <exception cref="ArgumentException">The value is of no known type.</exception>
    public static string Word(object value)
    {
        switch (value)
        {
            case string text: return text;
            case Hash256 hash: return hash.ToString();
            case Address address: return "0x" + new string('0', 24) + address.ToString()[2..];
            case bool flag: return Word(flag ? UInt256.One : UInt256.Zero);
            case int number: return Word(Signed(number));
            case long number: return Word(Signed(number));
            case ulong number: return Word((UInt256)number);
            case UInt256 number:
                byte[] bytes = new byte[UInt256.SizeBytes];
                number.CopyTo(bytes);
                return "0x" + Convert.ToHexStringLower(bytes);
            default: throw new ArgumentException($"{value.GetType().Name} is no ABI value", nameof(value));
        }
    }

    private static UInt256 Signed(long number) => number >= 0 ? (UInt256)(ulong)number
        : UInt256.Zero - (UInt256)(ulong)-number;
}
