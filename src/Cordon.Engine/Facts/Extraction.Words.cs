using Cordon.Domain.Blocks;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts;

internal sealed partial class Extraction
{
    public bool Is(AccountId account, AccountMarks marks) => (Marks.Get(account.Index) & marks) == marks;

    public bool IsWrapper(AccountId account) => Is(account, AccountMarks.Token | AccountMarks.Wrapper);

    /// <summary>Locates an array of words in ABI-encoded data; false where it does not lie within the data.</summary>
    /// <param name="data">Input or log data.</param>
    /// <param name="origin">Byte that offsets count from: 4 in an input, 0 in log data.</param>
    /// <param name="head">Byte of the word, counted from the origin, that holds the array's offset.</param>
    /// <param name="start">Byte of the first element.</param>
    /// <param name="length">Number of elements, bounded by the data.</param>
    public bool TryArray(HexSlice data, int origin, int head, out int start, out int length)
    {
        (start, length) = (0, 0);
        if (!Data.TryWord(data, origin + head, out UInt256 offset) || offset > (ulong)data.ByteLength) return false;

        int at = origin + (int)(ulong)offset;
        if (!Data.TryWord(data, at, out UInt256 count)) return false;

        start = at + 32;
        if (count > (ulong)((data.ByteLength - start) / 32)) return false;
        length = (int)(ulong)count;
        return true;
    }

    /// <summary>Locates a dynamic value (bytes, string, tuple) in ABI-encoded data.</summary>
    public bool TryOffset(HexSlice data, int origin, int head, out int start)
    {
        start = 0;
        if (!Data.TryWord(data, origin + head, out UInt256 offset) || offset > (ulong)data.ByteLength) return false;

        start = origin + (int)(ulong)offset;
        return start < data.ByteLength;
    }
}
