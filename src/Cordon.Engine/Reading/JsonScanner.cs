using System.Runtime.CompilerServices;
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
        if (",:]}"u8.Contains(_bytes[offset])) return Printable(_bytes.Slice(offset, 1));
        ReadOnlySpan<byte> rest = _bytes[offset..Math.Min(_bytes.Length, offset + 40)];
        int end = rest[0] == '"' ? rest[1..].IndexOf((byte)'"') + 2 : rest.IndexOfAny(",]}\n"u8);
        bool whole = end > (rest[0] == '"' ? 1 : 0);
        return Printable(whole ? rest[..end] : rest) + (whole || offset + 40 >= _bytes.Length ? "" : "…");
    }

    /// <summary>Demands an object; the first <see cref="NextKey"/> consumes its brace.</summary>
    public void BeginObject(string expected)
    {
        if (Peek() != '{') throw Error(_at, $"found {Found(_at)}, expected {expected}");
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
        if (!_bytes[_at..].StartsWith(word))
            throw Error(_at, $"found {Found(_at)}, expected {Encoding.UTF8.GetString(word)}");
        _at += word.Length;
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
        if (_bytes[at + 1] != 'u')
            throw Error(at, $"unknown escape \\{Printable(_bytes.Slice(at + 1, 1))} in a string");
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
