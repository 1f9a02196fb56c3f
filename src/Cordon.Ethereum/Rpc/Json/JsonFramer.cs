using System.Buffers;

namespace Cordon.Ethereum.Rpc.Json;

/// <summary>Finds where one JSON object or array ends in a stream of bytes, across any division into chunks.</summary>
/// <remarks>
/// Counts brackets outside strings and leaves validation to whoever reads the value. Runs at several GB/s on the
/// long hex strings of blocks, which a tokeniser does not.
/// </remarks>
internal struct JsonFramer
{
    private static readonly SearchValues<byte> Structural = SearchValues.Create("\"{}[]"u8);

    private int _depth;
    private bool _inString;
    private bool _isEscaped;

    /// <summary>Reads on; the result is the index just past the end of the value, or -1 when it continues.</summary>
    /// <exception cref="FormatException">A bracket closes that was never opened.</exception>
    public int Scan(ReadOnlySpan<byte> chunk)
    {
        int at = 0;
        while (at < chunk.Length)
        {
            if (_inString)
            {
                at = LeaveString(chunk, at);
                continue;
            }

            int found = chunk[at..].IndexOfAny(Structural);
            if (found < 0) return -1;
            at += found + 1;
            switch (chunk[at - 1])
            {
                case (byte)'"': _inString = true; break;
                case (byte)'{' or (byte)'[': _depth++; break;
                default:
                    if (--_depth < 0) throw new FormatException($"byte {at - 1}: a bracket closes that none opened");
                    if (_depth == 0) return at;
                    break;
            }
        }

        return -1;
    }

    private int LeaveString(ReadOnlySpan<byte> chunk, int at)
    {
        if (_isEscaped)
        {
            _isEscaped = false;
            return at + 1;
        }

        int found = chunk[at..].IndexOfAny((byte)'"', (byte)'\\');
        if (found < 0) return chunk.Length;
        if (chunk[at + found] == '\\') _isEscaped = true;
        else _inString = false;
        return at + found + 1;
    }
}
