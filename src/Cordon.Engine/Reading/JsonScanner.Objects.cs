using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cordon.Engine.Reading;

/// <content>Objects: the names that matter are found, the others passed over.</content>
internal ref partial struct JsonScanner
{
    /// <summary>Moves to the next value of an object that matters; false after consuming the closing brace.</summary>
    /// <param name="state">Where the scan of this object stands.</param>
    /// <param name="keys">The names that matter.</param>
    /// <param name="field">The name's number.</param>
    public bool NextKey(ref ObjectState state, KeyTable keys, out int field)
    {
        ReadOnlySpan<byte> text = _bytes;
        int at = _at;
        while (true)
        {
            byte next = (uint)at < (uint)text.Length ? text[at] : (byte)0;
            if (next == ',' && state.Started && (uint)(at + 1) < (uint)text.Length && text[at + 1] == '"') at++;
            else if (next != '"' || state.Started)
            {
                _at = at;
                if (EndsOrNames(state.Started))
                {
                    field = KeyTable.Unknown;
                    return false;
                }

                at = _at;
            }

            state.Started = true;
            ref KeyStep last = ref keys.Step(state.Step);
            int number = last.Next;
            ref KeyStep step = ref keys.Step(number);
            if (at > text.Length - Vector256<byte>.Count || !step.Matches(in text[at]))
            {
                number = UnexpectedName(ref last, at, keys);
                step = ref keys.Step(number);
                at = _at;
            }
            else at += step.Length;

            state.Step = number;
            if ((uint)at >= (uint)text.Length || text[at] <= ' ') at = AfterSpace(at);
            if (step.Field != KeyTable.Unknown)
            {
                field = step.Field;
                if (!state.TryMark(field)) throw Error(at, $"field {keys.NameOf(field)} appears twice in one object");
                _at = at;
                return true;
            }

            at = (uint)at < (uint)text.Length && text[at] == '"'
                ? ExpectedEnd(at + 1, ref step.ValueLength) + 1
                : AfterOther(at);
        }
    }

    /// <summary>The slow way to the next name: true where the object ends, else the position is at the name.</summary>
    private bool EndsOrNames(bool started)
    {
        int next = Peek();
        if (next == '}')
        {
            _at++;
            return true;
        }

        if (started)
        {
            if (next != ',') throw Error(_at, $"found {Found(_at)}, expected ',' or '}}'");
            _at++;
            next = Peek();
        }

        if (next != '"') throw Error(_at, $"found {Found(_at)}, expected a field name in quotes");
        return false;
    }

    /// <summary>Reads a name that was not the expected one; moves behind its colon.</summary>
    private int UnexpectedName(ref KeyStep last, int at, KeyTable keys)
    {
        int number = last.Other;
        last.Other = last.Next;
        if (at <= _bytes.Length - Vector256<byte>.Count && keys.Step(number).Matches(in _bytes[at]))
            _at = at + keys.Step(number).Length;
        else number = ReadName(at, keys);
        last.Next = number;
        return number;
    }

    private int ReadName(int at, KeyTable keys)
    {
        int start = at + 1;
        int end = EndOfString(start);
        ReadOnlySpan<byte> name = _bytes[start..end];
        if (name.Contains((byte)'\\')) throw Error(at, $"field name {Found(at)} is escaped, expected a plain one");
        _at = end + 1;
        if (Peek() != ':') throw Error(_at, $"found {Found(_at)}, expected ':' after a field name");
        _at++;
        return keys.Find(name);
    }

    private int AfterSpace(int at)
    {
        _at = at;
        Peek();
        return _at;
    }

    private int AfterOther(int at)
    {
        _at = at;
        SkipOther();
        return _at;
    }

    /// <summary>
    /// As <see cref="EndOfString"/>, where a long string is likely as long as the last one under its name.
    /// </summary>
    /// <remarks>A short one is found at once; for a long one the next offset need not wait for the search.</remarks>
    private readonly int ExpectedEnd(int start, ref int length)
    {
        ref byte first = ref MemoryMarshal.GetReference(_bytes);
        if (start <= _bytes.Length - Vector256<byte>.Count)
        {
            uint stops = Stops(ref first, start);
            int near = start + BitOperations.TrailingZeroCount(stops);
            if (stops != 0 && _bytes[near] == '"') return near;

            int end = start + length;
            if (stops == 0 && length >= Vector256<byte>.Count && end < _bytes.Length && _bytes[end] == '"'
                && IsPlain(ref first, start + Vector256<byte>.Count, end)) return end;
        }

        int found = EndOfString(start);
        length = found - start;
        return found;
    }

    /// <summary>Whether nothing but plain characters stands from an offset up to a closing quote.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsPlain(ref byte first, int at, int end)
    {
        for (; at + Vector256<byte>.Count <= end; at += Vector256<byte>.Count)
        {
            if (Stops(ref first, at) != 0) return false;
        }

        return Stops(ref first, end - Vector256<byte>.Count + 1) == 1u << 31;
    }

    /// <summary>Offset of the quote that closes the string whose content begins at an offset.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int EndOfString(int start)
    {
        ref byte first = ref MemoryMarshal.GetReference(_bytes);
        int at = start;
        while (at <= _bytes.Length - Vector256<byte>.Count)
        {
            uint stops = Stops(ref first, at);
            if (stops != 0)
            {
                at += BitOperations.TrailingZeroCount(stops);
                return _bytes[at] == '"' ? at : EndOfUnusualString(start, at);
            }

            at += Vector256<byte>.Count;
        }

        return EndOfUnusualString(start, at);
    }

    /// <summary>A bit for each of 32 bytes that may end a string or needs a second look.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Stops(ref byte first, int at)
    {
        Vector256<byte> text = Vector256.LoadUnsafe(ref first, (nuint)at);
        Vector256<byte> stops = Vector256.Equals(text, Vector256.Create((byte)'"'))
            | Vector256.Equals(text, Vector256.Create((byte)'\\'))
            // Signed: bytes from 0x80 on are negative, so one comparison finds control and non-ASCII bytes.
            | Vector256.LessThan(text.AsSByte(), Vector256.Create((sbyte)' ')).AsByte();
        return stops.ExtractMostSignificantBits();
    }
}
