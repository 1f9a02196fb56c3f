using System.Text;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts.Tests;

/// <summary>Encodes calls and events of whole words for synthetic blocks.</summary>
public static class Abi
{
    public static Address Account(int number)
    {
        byte[] bytes = new byte[Address.SizeBytes];
        bytes[0] = 0xac;
        bytes[18] = (byte)(number >> 8);
        bytes[19] = (byte)number;
        return new Address(bytes);
    }

    /// <summary>A selector and its argument words: addresses, numbers, negative numbers, hex text as it is.</summary>
    public static string Call(string signature, params object[] arguments) =>
        "0x" + Topic(signature)[2..10] + string.Concat(arguments.Select(Word));

    public static string Words(params object[] words) => "0x" + string.Concat(words.Select(Word));

    public static string Topic(string signature) =>
        Keccak256.Hash(Encoding.ASCII.GetBytes(signature)).ToString();

    public static string Word(object value) => value switch
    {
        Address address => new string('0', 24) + address.ToString()[2..],
        UInt256 word => word.ToHex()[2..],
        int number => (number < 0 ? UInt256.Zero - (ulong)-(long)number : (UInt256)(ulong)number).ToHex()[2..],
        long number => (number < 0 ? UInt256.Zero - (ulong)-number : (UInt256)(ulong)number).ToHex()[2..],
        ulong number => ((UInt256)number).ToHex()[2..],
        bool flag => Word(flag ? 1 : 0),
        string hex => hex.StartsWith("0x", StringComparison.Ordinal) ? hex[2..] : hex,
        _ => throw new ArgumentException($"{value.GetType()} is not a word."),
    };
}
