using System.Runtime.CompilerServices;
using Cordon.Domain.Blocks;
using Cordon.Ethereum;

namespace Cordon.Engine.Reading;

/// <content>The values of the recorded format; each reader answers false for null, which means unknown.</content>
internal ref partial struct JsonScanner
{
    private const int HashDigits = 2 * Hash256.SizeBytes;
    private const int AddressDigits = 2 * Address.SizeBytes;
    private const int LongDigits = 16;

    /// <summary>Bytes as 0x and an even number of hex digits, left where they are.</summary>
    public bool TryHexData(out HexSlice slice)
    {
        const string Expected = "0x and an even number of hex digits";
        slice = default;
        if (!TryHex(Expected, out int start, out int digits)) return false;
        if ((digits & 1) != 0) throw Error(start - 3, $"{digits} hex digits make no whole bytes: expected {Expected}");
        slice = new HexSlice(start, digits);
        return true;
    }

    public bool TryAddress(out Address address)
    {
        address = default;
        if (!TryHex("an address: 0x and 40 hex digits", out int start, out int digits)) return false;
        if (digits != AddressDigits)
            throw Error(start - 3, $"{digits} hex digits, expected an address of {AddressDigits}");
        address = HexDigits.Address(_bytes.Slice(start, AddressDigits));
        return true;
    }

    /// <summary>An address as an account of the block; false for null.</summary>
    public bool TryAccount(AccountCache cache, AccountTable accounts, out AccountId account)
    {
        int at = _at;
        int close = at + AddressDigits + 3;
        if (close < _bytes.Length && _bytes[close] == '"' && _bytes[at + 2] == 'x' && _bytes[at + 1] == '0'
            && _bytes[at] == '"')
        {
            ref readonly byte digits = ref _bytes[at + 3];
            if (cache.TryFind(in digits, out int place, out account))
            {
                _at = close + 1;
                return true;
            }

            if (TryAddress(out Address address)) account = accounts.Intern(address);
            cache.Put(place, in digits, account);
            return true;
        }

        bool isKnown = TryAddress(out Address other);
        account = isKnown ? accounts.Intern(other) : AccountId.None;
        return isKnown;
    }

    public bool TryHash(out Hash256 hash)
    {
        hash = default;
        if (!TryWordDigits(out int start)) return false;
        hash = HexDigits.Hash(_bytes.Slice(start, HashDigits));
        return true;
    }

    /// <summary>Finds the 64 digits of a hash or a topic.</summary>
    public bool TryWordDigits(out int start)
    {
        if (!TryHex("a hash: 0x and 64 hex digits", out start, out int digits)) return false;
        if (digits != HashDigits) throw Error(start - 3, $"{digits} hex digits, expected a hash of {HashDigits}");
        return true;
    }

    /// <summary>An unsigned number below 2^256 as 0x and hex digits.</summary>
    public bool TryQuantity(out UInt256 value)
    {
        value = default;
        const string Expected = "a quantity: 0x and 1 to 64 hex digits";
        if (!TryHex(Expected, out int start, out int digits)) return false;
        if (digits == 0) throw Error(start - 3, $"found \"0x\", expected {Expected}");
        if (digits <= LongDigits && start + digits >= LongDigits)
        {
            value = HexDigits.Quantity(_bytes.Slice(start + digits - LongDigits, LongDigits), digits);
            return true;
        }

        ReadOnlySpan<byte> text = _bytes.Slice(start, digits).TrimStart((byte)'0');
        if (text.Length > HashDigits) throw Error(start - 3, $"{text.Length} hex digits: the number is 2^256 or more");
        value = Number(text);
        return true;
    }

    /// <summary>An unsigned number below 2^64, as a hex quantity or as a JSON number.</summary>
    public bool TryNumber(out ulong value)
    {
        value = 0;
        int at = _at;
        int next = Peek();
        if (next is '-' or (>= '0' and <= '9'))
        {
            value = ReadInteger();
            return true;
        }

        if (!TryQuantity(out UInt256 wide)) return false;
        if (wide > ulong.MaxValue) throw Error(at, "the number is 2^64 or more");
        value = (ulong)(double)wide;
        return true;
    }

    /// <summary>A position within a block or a list: a number below 2^31.</summary>
    public bool TryIndex(out int index)
    {
        int at = _at;
        bool known = TryNumber(out ulong value);
        if (value > int.MaxValue) throw Error(at, $"{value} is no position: expected less than 2^31");
        index = (int)value;
        return known;
    }

    /// <summary>Refuses a part that says it belongs to another block.</summary>
    public void ExpectNumber(ulong expected, string what)
    {
        int at = _at;
        if (TryNumber(out ulong number) && number != expected)
            throw Error(at, $"{what} of block {number} in the recording of block {expected}");
    }

    /// <summary>A JSON number that is a whole number from 0 to 2^64 - 1.</summary>
    public ulong ReadInteger()
    {
        int start = _at;
        ulong value = 0;
        int at = start;
        while (ByteAt(at) is >= '0' and <= '9' and int digit)
        {
            ulong next = (value * 10) + (ulong)(digit - '0');
            if (value > ulong.MaxValue / 10 || next < value * 10) throw Error(start, "the number is 2^64 or more");
            value = next;
            at++;
        }

        if (at == start || ByteAt(at) is '.' or 'e' or 'E' || (at > start + 1 && _bytes[start] == '0'))
            throw Error(start, $"found {Found(start)}, expected a whole number from 0 on");
        _at = at;
        return value;
    }

    /// <summary>The raw content of a string, escapes and all; false for null.</summary>
    public bool TryText(string expected, out ReadOnlySpan<byte> text)
    {
        text = default;
        int next = Peek();
        if (next != '"')
        {
            if (next == 'n' && TryNull()) return false;
            throw Error(_at, $"found {Found(_at)}, expected {expected}");
        }

        int start = _at + 1;
        int end = EndOfString(start);
        text = _bytes[start..end];
        _at = end + 1;
        return true;
    }

    /// <summary>Finds the digits of a string of 0x and hex digits; false for null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryHex(string expected, out int start, out int digits)
    {
        int next = Peek();
        start = _at + 3;
        digits = 0;
        if (next != '"' || ByteAt(_at + 1) != '0' || ByteAt(_at + 2) != 'x')
        {
            if (next == 'n' && TryNull()) return false;
            throw NotHex(expected);
        }

        int end = HexRun.End(_bytes, start);
        if ((uint)end >= (uint)_bytes.Length || _bytes[end] != '"') throw NotDigit(end, expected);
        digits = end - start;
        _at = end + 1;
        return true;
    }

    private readonly BlockFormatException NotHex(string expected) => _at >= _bytes.Length
        ? Error(_bytes.Length, $"the JSON ends where a value is due: the input is cut off, expected {expected}")
        : Error(_at, $"found {Found(_at)}, expected {expected}");

    private readonly BlockFormatException NotDigit(int at, string expected) => at >= _bytes.Length
        ? Error(_bytes.Length, "the JSON ends inside a string: the input is cut off")
        : Error(at, $"'{Printable(_bytes.Slice(at, 1))}' is not a hex digit, expected {expected}");

    private static UInt256 Number(ReadOnlySpan<byte> digits)
    {
        Span<byte> padded = stackalloc byte[HashDigits];
        padded.Fill((byte)'0');
        digits.CopyTo(padded[(HashDigits - digits.Length)..]);
        return HexDigits.Word(padded);
    }
}
