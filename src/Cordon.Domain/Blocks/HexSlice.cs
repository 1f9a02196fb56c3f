namespace Cordon.Domain.Blocks;

/// <summary>A run of hex digits (without 0x) in a block's raw bytes, decoded only where a fact needs it.</summary>
/// <param name="Start">Offset of the first digit.</param>
/// <param name="Digits">Number of digits: two a byte, even.</param>
public readonly record struct HexSlice(int Start, int Digits)
{
    public static HexSlice Empty => default;

    public int ByteLength => Digits >> 1;

    public bool IsEmpty => Digits == 0;
}
