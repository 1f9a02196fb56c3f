namespace Cordon.Ethereum;

public readonly partial record struct Address
{
    /// <summary><c>0x</c> and 40 digits whose case is a checksum (EIP-55).</summary>
    public string ToChecksumString()
    {
        Span<char> text = stackalloc char[2 + (2 * SizeBytes)];
        WriteChecksum(text);
        return new string(text);
    }

    /// <summary>Parses an address whose digits have exactly the case that EIP-55 demands.</summary>
    public static bool TryParseChecksum(ReadOnlySpan<char> text, out Address address)
    {
        if (!TryParse(text, out address)) return false;

        Span<char> expected = stackalloc char[2 + (2 * SizeBytes)];
        address.WriteChecksum(expected);
        if (text.SequenceEqual(expected)) return true;

        address = default;
        return false;
    }

    /// <summary>Parses an address whose digits have exactly the case that EIP-55 demands.</summary>
    /// <exception cref="FormatException">The text is no address, or its case is another; the message has the right
    /// form, so that a person can compare digit by digit.</exception>
    public static Address ParseChecksum(string text)
    {
        if (TryParseChecksum(text, out Address address)) return address;

        throw new FormatException(TryParse(text, out address)
            ? $"'{text}' fails its EIP-55 checksum: expected the case of {address.ToChecksumString()}."
            : $"'{text}' is not an address: expected 0x and 40 hex digits.");
    }

    private void WriteChecksum(Span<char> text)
    {
        Span<byte> bytes = stackalloc byte[SizeBytes];
        CopyTo(bytes);
        Span<byte> digits = stackalloc byte[2 * SizeBytes];
        Convert.TryToHexStringLower(bytes, digits, out _);
        Span<byte> hash = stackalloc byte[Hash256.SizeBytes];
        Keccak256.Hash(digits, hash);

        text[0] = '0';
        text[1] = 'x';
        for (int i = 0; i < digits.Length; i++)
        {
            int nibble = i % 2 == 0 ? hash[i / 2] >> 4 : hash[i / 2] & 0xf;
            char digit = (char)digits[i];
            text[i + 2] = nibble >= 8 && digit >= 'a' ? (char)(digit - 32) : digit;
        }
    }
}
