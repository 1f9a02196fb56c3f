using System.Buffers.Binary;
using Cordon.Ethereum;

namespace Cordon.Engine.Pending;

/// <summary>Calls that a contract may have been written for, guessed from its code.</summary>
/// <remarks>Every function that code dispatches to is compared with a constant of four bytes, so those constants are
/// its functions, and a few that it calls elsewhere. Arguments beyond those a function takes are ignored, so amounts
/// fill four words whatever it takes.</remarks>
internal static class RehearsalCalls
{
    private const int FunctionsMax = 16;
    private const int Words = 4;
    private const byte Push1 = 0x60, Push4 = 0x63, Push32 = 0x7f;

    /// <summary>From one whole token of 18 decimals to a hundred thousand.</summary>
    private static readonly UInt256[] Amounts =
        [.. new[] { 18, 20, 21, 22, 23 }.Select(digits => UInt256.Parse("1" + new string('0', digits)))];

    /// <summary>Calldata, the likeliest first: every function without amounts, then with each pair of them.</summary>
    public static IEnumerable<byte[]> Of(ReadOnlySpan<byte> code)
    {
        uint[] functions = [.. Constants(code).Distinct().Take(FunctionsMax)];
        (UInt256, UInt256)[] pairs =
        [
            (UInt256.Zero, UInt256.Zero),
            .. Amounts.SelectMany(first => Amounts.Select(second => (first, second))),
        ];
        return pairs.SelectMany(pair => functions.Select(function => Encode(function, pair)));
    }

    private static List<uint> Constants(ReadOnlySpan<byte> code)
    {
        var found = new List<uint>();
        for (int at = 0; at < code.Length; at++)
        {
            byte instruction = code[at];
            if (instruction is < Push1 or > Push32) continue;
            int size = instruction - Push1 + 1;
            if (instruction == Push4 && at + size < code.Length)
                found.Add(BinaryPrimitives.ReadUInt32BigEndian(code[(at + 1)..]));
            at += size; // what is pushed is no instruction
        }

        return found;
    }

    private static byte[] Encode(uint function, (UInt256 First, UInt256 Second) amounts)
    {
        byte[] data = new byte[sizeof(uint) + (Words * Hash256.SizeBytes)];
        BinaryPrimitives.WriteUInt32BigEndian(data, function);
        for (int word = 0; word < Words; word++)
            (word == 0 ? amounts.First : amounts.Second).CopyTo(data.AsSpan(sizeof(uint) + (word * Hash256.SizeBytes)));
        return data;
    }
}
