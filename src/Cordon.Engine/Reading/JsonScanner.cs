using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using Cordon.Domain.Blocks;

namespace Cordon.Engine.Reading;

/// <summary>Walks the JSON of one block without building anything: objects, arrays, keys and skipped values.</summary>
/// <remarks>
/// The field path of an error is not kept while scanning: it is found again from the byte offset, so that
/// correct input pays nothing for it. RFC 8259; duplicate and escaped names of known objects are refused.
/// </remarks>
internal ref partial struct JsonScanner(ReadOnlySpan<byte> bytes, string origin, BitStack nesting)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private readonly string _origin = origin;
    private readonly BitStack _nesting = nesting;
    private int _at;

    /// <summary>Offset of the next byte.</summary>
    public int Position
    {
        readonly get => _at;
        set => _at = value;
    }

    public readonly BlockFormatException Error(int offset, string problem) =>
        new(_origin, offset, JsonPath.At(_bytes, offset), problem);

    public readonly BlockFormatException Missing(int objectOffset, string name, string expected)
    {
        string path = JsonPath.At(_bytes, objectOffset);
        string field = path == JsonPath.Root ? name : $"{path}.{name}";
        return new BlockFormatException(_origin, objectOffset, field, $"missing: expected {expected}");
    }

    /// <summary>Says what stands at an offset, short enough for a message.</summary>
    public readonly string Found(int offset)
    {
        if (offset >= _bytes.Length) return "the end of the input";
        ReadOnlySpan<byte> rest = _bytes[offset..Math.Min(_bytes.Length, offset + 40)];
        int end = rest[0] == '"' ? rest[1..].IndexOf((byte)'"') + 2 : rest.IndexOfAny(",]}\n"u8);
        bool whole = end > (rest[0] == '"' ? 1 : 0);
        return Printable(whole ? rest[..end] : rest) + (whole || offset + 40 >= _bytes.Length ? "" : "…");
    }

    /// <summary>Consumes the brace that opens an object.</summary>
    public void BeginObject(string expected)
    {
        if (Peek() != '{') throw Error(_at, $"found {Found(_at)}, expected {expected}");
        _at++;
    }

    public void BeginArray(string expected)
    {
        if (Peek() != '[') throw Error(_at, $"found {Found(_at)}, expected {expected}");
        _at++;
    }

    /// <summary>Moves to the next array element; false after consuming the closing bracket.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool NextElement(ref bool started)
    {
        int next = Peek();
        if (next == ']')
        {
            _at++;
            return false;
        }

        if (started)
        {
            if (next != ',') throw Error(_at, $"found {Found(_at)}, expected ',' or ']'");
            _at++;
            if (Peek() == ']') throw Error(_at, "found ']' after a comma, expected a value");
        }

        started = true;
        return true;
    }

    /// <summary>Moves to the next value of an object; false after consuming the closing brace.</summary>
    /// <param name="state">Where the scan of this object stands.</param>
    /// <param name="keys">The names that matter.</param>
    /// <param name="field">The name's number, <see cref="KeyTable.Unknown"/> for names that do not matter.</param>
    public bool NextKey(ref ObjectState state, KeyTable keys, out int field)
    {
        int next = Peek();
        field = KeyTable.Unknown;
        if (next == '}')
        {
            _at++;
            return false;
        }

        if (state.Started)
        {
            if (next != ',') throw Error(_at, $"found {Found(_at)}, expected ',' or '}}'");
            _at++;
            next = Peek();
        }

        state.Started = true;
        if (next != '"') throw Error(_at, $"found {Found(_at)}, expected a field name in quotes");
        int start = _at + 1;
        int end = EndOfString(start);
        ReadOnlySpan<byte> name = _bytes[start..end];
        field = keys.Find(name);
        if (field == KeyTable.Unknown)
        {
            if (name.Contains((byte)'\\')) throw Error(_at, $"field name {Found(_at)} is escaped, expected a plain one");
        }
        else
        {
            uint bit = 1u << field;
            if ((state.Seen & bit) != 0) throw Error(_at, $"field {keys.NameOf(field)} appears twice in one object");
            state.Seen |= bit;
        }

        _at = end + 1;
        if (Peek() != ':') throw Error(_at, $"found {Found(_at)}, expected ':' after a field name");
        _at++;
        Peek();
        return true;
    }

    /// <summary>Consumes a null, if there is one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryNull()
    {
        if (Peek() != 'n') return false;
        TakeWord("null"u8);
        return true;
    }

    /// <summary>The next byte after white space, -1 at the end; the position moves to it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Peek()
    {
        ReadOnlySpan<byte> text = _bytes;
        int at = _at;
        if ((uint)at < (uint)text.Length && text[at] > ' ') return text[at];
        return PeekSlowly();
    }

    /// <summary>Demands that nothing but white space follows.</summary>
    public void ExpectEnd()
    {
        if (Peek() >= 0) throw Error(_at, $"found {Found(_at)} after the block's object, expected its end");
    }

    private int PeekSlowly()
    {
        while (_at < _bytes.Length)
        {
            byte next = _bytes[_at];
            if (next is not ((byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')) return next;
            _at++;
        }

        return -1;
    }

    private void TakeWord(ReadOnlySpan<byte> word)
    {
        if (!_bytes[_at..].StartsWith(word)) throw Error(_at, $"found {Found(_at)}, expected {Encoding.UTF8.GetString(word)}");
        _at += word.Length;
    }

    /// <summary>Offset of the quote that closes the string whose content begins at an offset.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int EndOfString(int start)
    {
        ref byte first = ref MemoryMarshal.GetReference(_bytes);
        int at = start;
        while (at <= _bytes.Length - Vector256<byte>.Count)
        {
            Vector256<byte> text = Vector256.LoadUnsafe(ref first, (nuint)at);
            Vector256<byte> stops = Vector256.Equals(text, Vector256.Create((byte)'"'))
                | Vector256.Equals(text, Vector256.Create((byte)'\\'))
                // Signed: bytes from 0x80 on are negative, so one comparison finds control and non-ASCII bytes.
                | Vector256.LessThan(text.AsSByte(), Vector256.Create((sbyte)' ')).AsByte();
            uint mask = stops.ExtractMostSignificantBits();
            if (mask != 0)
            {
                at += BitOperations.TrailingZeroCount(mask);
                return _bytes[at] == '"' ? at : EndOfUnusualString(start, at);
            }

            at += Vector256<byte>.Count;
        }

        return EndOfUnusualString(start, at);
    }

    private readonly int EndOfUnusualString(int start, int at)
    {
        bool isAscii = true;
        for (; at < _bytes.Length; at++)
        {
            byte next = _bytes[at];
            if (next == '"')
            {
                if (isAscii || System.Text.Unicode.Utf8.IsValid(_bytes[start..at])) return at;
                throw Error(start - 1, "the string is not valid UTF-8");
            }

            if (next < ' ') throw Error(at, $"control character 0x{next:x2} in a string, expected it escaped");
            if (next == '\\') at += EscapeLength(at) - 1;
            isAscii &= next < 0x80;
        }

        throw Error(_bytes.Length, "the JSON ends inside a string: the input is cut off");
    }

    private readonly int EscapeLength(int at)
    {
        if (at + 1 >= _bytes.Length) return 1; // the caller then finds the end
        if ("\"\\/bfnrt"u8.Contains(_bytes[at + 1])) return 2;
        if (_bytes[at + 1] != 'u') throw Error(at, $"unknown escape \\{Printable(_bytes.Slice(at + 1, 1))} in a string");
        int digits = HexRun.End(_bytes[..Math.Min(_bytes.Length, at + 6)], at + 2) - (at + 2);
        if (digits < 4 && at + 2 + digits < _bytes.Length) throw Error(at, "\\u is not followed by four hex digits");
        return 2 + digits;
    }

    private static string Printable(ReadOnlySpan<byte> text)
    {
        StringBuilder shown = new();
        foreach (byte b in text) shown.Append(b is >= 0x20 and < 0x7f ? ((char)b).ToString() : $"\\x{b:x2}");
        return shown.ToString();
    }
}
