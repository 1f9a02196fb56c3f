using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Cordon.Domain.Blocks;

namespace Cordon.Engine.Reading;

/// <content>Objects: the names that matter are found, the others passed over.</content>
internal ref partial struct JsonScanner
{
    // A name with its signs, then the first vector of its value.
    private const int Reach = 2 * 32;

    /// <summary>Moves to the next value of an object that matters; false after consuming the closing brace.</summary>
    /// <remarks>
    /// The way through the loop is what every name of a node's compact JSON takes, so it is kept short.
    /// </remarks>
    /// <param name="state">Where the scan of this object stands.</param>
    /// <param name="keys">The names that matter.</param>
    /// <param name="field">The name's number.</param>
    public bool NextKey(ref ObjectState state, KeyTable keys, out int field)
    {
        ref byte first = ref MemoryMarshal.GetReference(_bytes);
        ref KeyStep steps = ref keys.Steps;
        int limit = _bytes.Length - Reach;
        int at = _at;
        int number = state.Step;
        byte sign = state.Started ? (byte)',' : (byte)'{';
        while (true)
        {
            int next = Unsafe.Add(ref steps, number).Next;
            ref KeyStep step = ref Unsafe.Add(ref steps, next);
            if (at > limit || Unsafe.Add(ref first, at) != sign || !step.Matches(in Unsafe.Add(ref first, at)))
            {
                (state.Step, _at) = (number, at);
                state.Started |= sign == ',';
                if (!UnexpectedKey(ref state, keys, out field)) return false;
                if (field != KeyTable.Unknown) return true;
                (at, number, sign) = (_at, state.Step, (byte)',');
                continue;
            }

            at += step.Length;
            number = next;
            sign = (byte)',';
            if (step.Field != KeyTable.Unknown)
            {
                field = step.Field;
                (state.Step, state.Started, _at) = (number, true, at - step.Quote);
                if (!state.TryMark(field)) throw Twice(keys, field);
                return true;
            }

            at = step.Quote != 0 ? ExpectedEnd(ref first, at, ref step.ValueLength) + 1 : AfterOther(at);
        }
    }

    /// <summary>
    /// Reads a name that was not the expected one, behind any white space, and passes over its value where it does not
    /// matter; false after consuming the closing brace.
    /// </summary>
    private bool UnexpectedKey(ref ObjectState state, KeyTable keys, out int field)
    {
        field = KeyTable.Unknown;
        int next = Peek();
        bool isFirst = !state.Started;
        if (isFirst)
        {
            _at++; // the brace
            next = Peek();
        }

        if (next == '}')
        {
            _at++;
            return false;
        }

        if (!isFirst)
        {
            if (next != ',') throw Error(_at, $"found {Found(_at)}, expected ',' or '}}'");
            _at++;
            next = Peek();
        }

        if (next != '"') throw Error(_at, $"found {Found(_at)}, expected a field name in quotes");
        state.Started = true;
        ref KeyStep last = ref Unsafe.Add(ref keys.Steps, state.Step);
        state.Step = ReadName(keys, last.Other);
        if (last.Next != state.Step) (last.Next, last.Other) = (state.Step, last.Next);
        field = Unsafe.Add(ref keys.Steps, state.Step).Field;
        if (field == KeyTable.Unknown) SkipValue();
        else if (!state.TryMark(field)) throw Twice(keys, field);
        return true;
    }

    /// <summary>Reads a name and its colon; the step that came here before the last one is tried first.</summary>
    private int ReadName(KeyTable keys, int likely)
    {
        ref KeyStep step = ref Unsafe.Add(ref keys.Steps, likely);
        if (_at <= _bytes.Length - Reach && step.Matches(in _bytes[_at - 1]))
        {
            _at += step.Length - 1 - step.Quote;
            return likely;
        }

        int start = _at + 1;
        int end = EndOfString(start);
        ReadOnlySpan<byte> name = _bytes[start..end];
        if (name.Contains((byte)'\\')) throw Error(_at, $"field name {Found(_at)} is escaped, expected a plain one");
        _at = end + 1;
        if (Peek() != ':') throw Error(_at, $"found {Found(_at)}, expected ':' after a field name");
        _at++;
        bool isText = _at == end + 2 && ByteAt(_at) == '"';
        Peek();
        return keys.Find(name, isText);
    }

    private readonly BlockFormatException Twice(KeyTable keys, int field) =>
        Error(_at, $"field {keys.NameOf(field)} appears twice in one object");

    private int AfterOther(int at)
    {
        _at = at;
        Peek();
        SkipValue();
        return _at;
    }

    /// <summary>
    /// Offset of the quote that ends a string; a long one is likely as long as the last under its name.
    /// </summary>
    /// <remarks>So the next offset need not wait for the search. A whole vector is readable from the start.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int ExpectedEnd(ref byte first, int start, ref int length)
    {
        uint stops = Unusual(ref first, start).ExtractMostSignificantBits();
        if (stops != 0)
        {
            int near = start + BitOperations.TrailingZeroCount(stops);
            return Unsafe.Add(ref first, near) == '"' ? near : EndOfString(start);
        }

        int end = start + length;
        return length >= Vector256<byte>.Count && end < _bytes.Length && Unsafe.Add(ref first, end) == '"'
            && IsPlain(ref first, start, end)
            ? end
            : SearchEnd(start, ref length);
    }

    private readonly int SearchEnd(int start, ref int length)
    {
        int end = EndOfString(start);
        length = end - start;
        return end;
    }

    /// <summary>
    /// Whether no second look is needed at the characters from the second vector up to a closing quote.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsPlain(ref byte first, int start, int end)
    {
        Vector256<byte> unusual = Vector256<byte>.Zero;
        int at = start + Vector256<byte>.Count;
        for (; at + Vector256<byte>.Count <= end; at += Vector256<byte>.Count) unusual |= Unusual(ref first, at);
        return unusual == Vector256<byte>.Zero
            && Unusual(ref first, end - Vector256<byte>.Count).ExtractMostSignificantBits() == 0;
    }

    /// <summary>Marks what may end a string or needs a second look, and blanks and exclamation marks with it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Unusual(ref byte first, int at)
    {
        Vector256<byte> text = Vector256.LoadUnsafe(ref first, (nuint)at);

        // Signed: bytes from 0x80 on are negative, so one comparison finds them, control characters and the quote.
        return Vector256.LessThan(text.AsSByte(), Vector256.Create((sbyte)('"' + 1))).AsByte()
            | Vector256.Equals(text, Vector256.Create((byte)'\\'));
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
