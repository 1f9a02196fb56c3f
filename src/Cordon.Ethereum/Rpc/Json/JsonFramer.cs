using System.Numerics;
using System.Runtime.Intrinsics;

namespace Cordon.Ethereum.Rpc.Json;

/// <summary>Finds where one JSON object or array ends in a stream of bytes, across any division into chunks.</summary>
/// <remarks>
/// Counts brackets outside strings and leaves validation to whoever reads the value. Takes 64 bytes at a time as bit
/// masks, with the strings marked by the parity of the quotes before each byte (Langdale and Lemire, "Parsing gigabytes
/// of JSON per second", 2019), so that short strings cost no more than long ones.
/// </remarks>
internal struct JsonFramer
{
    private const int BlockBytes = 64;
    private const byte CaseBit = 0x20; // tells '[' from '{', and ']' from '}'

    private int _depth;
    private bool _inString;
    private bool _isEscaped;

    /// <summary>Reads on; the result is the index just past the end of the value, or -1 when it continues. After an
    /// end the next value may follow.</summary>
    /// <exception cref="FormatException">A bracket closes that was never opened.</exception>
    public int Scan(ReadOnlySpan<byte> chunk)
    {
        int at = 0;
        while (at < chunk.Length)
        {
            int end = chunk.Length - at < BlockBytes ? ScanEach(chunk, at, chunk.Length) : ScanBlock(chunk, at);
            if (end >= 0) return end;
            at += BlockBytes;
        }

        return -1;
    }

    private int ScanBlock(ReadOnlySpan<byte> chunk, int start)
    {
        var low = Vector256.Create(chunk.Slice(start, Vector256<byte>.Count));
        var high = Vector256.Create(chunk.Slice(start + Vector256<byte>.Count, Vector256<byte>.Count));
        if (_isEscaped || Equal(low, high, (byte)'\\') != 0) return ScanEach(chunk, start, start + BlockBytes);

        ulong strings = ParityBefore(Equal(low, high, (byte)'"')) ^ (_inString ? ulong.MaxValue : 0);
        var bit = Vector256.Create(CaseBit);
        (low, high) = (low | bit, high | bit);
        ulong opening = Equal(low, high, (byte)'{') & ~strings, closing = Equal(low, high, (byte)'}') & ~strings;
        _inString = strings >> (BlockBytes - 1) != 0;
        if (BitOperations.PopCount(closing) >= _depth) return Walk(opening, closing, start);
        _depth += BitOperations.PopCount(opening) - BitOperations.PopCount(closing);
        return -1;
    }

    // The value may end within these 64 bytes, or close more than was opened: bracket by bracket.
    private int Walk(ulong opening, ulong closing, int start)
    {
        for (ulong brackets = opening | closing; brackets != 0; brackets &= brackets - 1)
        {
            int index = BitOperations.TrailingZeroCount(brackets);
            if ((opening >> index & 1) != 0) _depth++;
            else if (Close(start + index))
            {
                _inString = false; // it was set for the end of the block, which belongs to the next value
                return start + index + 1;
            }
        }

        return -1;
    }

    private int ScanEach(ReadOnlySpan<byte> chunk, int start, int end)
    {
        for (int at = start; at < end; at++)
        {
            byte now = chunk[at];
            if (_isEscaped) _isEscaped = false;
            else if (now == '"') _inString = !_inString;
            else if (_inString) _isEscaped = now == '\\';
            else if (now is (byte)'{' or (byte)'[') _depth++;
            else if (now is (byte)'}' or (byte)']' && Close(at)) return at + 1;
        }

        return -1;
    }

    private bool Close(int at)
    {
        if (--_depth < 0) throw new FormatException($"byte {at}: a bracket closes that none opened");
        return _depth == 0;
    }

    private static ulong Equal(Vector256<byte> low, Vector256<byte> high, byte wanted)
    {
        var sought = Vector256.Create(wanted);
        return Vector256.Equals(low, sought).ExtractMostSignificantBits()
            | (ulong)Vector256.Equals(high, sought).ExtractMostSignificantBits() << Vector256<byte>.Count;
    }

    // Bit i of the result is the parity of bits 0 to i: set from an opening quote to the byte before its closing one.
    private static ulong ParityBefore(ulong bits)
    {
        bits ^= bits << 1;
        bits ^= bits << 2;
        bits ^= bits << 4;
        bits ^= bits << 8;
        bits ^= bits << 16;
        return bits ^ bits << 32;
    }
}
