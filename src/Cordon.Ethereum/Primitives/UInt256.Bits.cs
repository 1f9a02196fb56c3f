namespace Cordon.Ethereum;

public readonly partial struct UInt256
{
    public static UInt256 operator ~(UInt256 value) => new(~value._u0, ~value._u1, ~value._u2, ~value._u3);

    public static UInt256 operator &(UInt256 left, UInt256 right) =>
        new(left._u0 & right._u0, left._u1 & right._u1, left._u2 & right._u2, left._u3 & right._u3);

    public static UInt256 operator |(UInt256 left, UInt256 right) =>
        new(left._u0 | right._u0, left._u1 | right._u1, left._u2 | right._u2, left._u3 | right._u3);

    public static UInt256 operator ^(UInt256 left, UInt256 right) =>
        new(left._u0 ^ right._u0, left._u1 ^ right._u1, left._u2 ^ right._u2, left._u3 ^ right._u3);

    /// <summary>Shifts left; 256 bits or more leave zero, as in the EVM (and unlike C#'s own integers).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public static UInt256 operator <<(UInt256 value, int bits)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bits);
        if (bits >= SizeBits) return Zero;

        UInt256 moved = (bits / 64) switch
        {
            0 => value,
            1 => new UInt256(0, value._u0, value._u1, value._u2),
            2 => new UInt256(0, 0, value._u0, value._u1),
            _ => new UInt256(0, 0, 0, value._u0),
        };
        int rest = bits % 64;
        if (rest == 0) return moved;

        int back = 64 - rest;
        return new UInt256(
            moved._u0 << rest,
            (moved._u1 << rest) | (moved._u0 >> back),
            (moved._u2 << rest) | (moved._u1 >> back),
            (moved._u3 << rest) | (moved._u2 >> back));
    }

    /// <summary>Shifts right, filling with zeros; 256 bits or more leave zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public static UInt256 operator >>(UInt256 value, int bits)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bits);
        if (bits >= SizeBits) return Zero;

        UInt256 moved = (bits / 64) switch
        {
            0 => value,
            1 => new UInt256(value._u1, value._u2, value._u3),
            2 => new UInt256(value._u2, value._u3),
            _ => new UInt256(value._u3),
        };
        int rest = bits % 64;
        if (rest == 0) return moved;

        int back = 64 - rest;
        return new UInt256(
            (moved._u0 >> rest) | (moved._u1 << back),
            (moved._u1 >> rest) | (moved._u2 << back),
            (moved._u2 >> rest) | (moved._u3 << back),
            moved._u3 >> rest);
    }

    public static UInt256 operator >>>(UInt256 value, int bits) => value >> bits;
}
