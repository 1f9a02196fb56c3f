using System.IO.Compression;

namespace Cordon.Engine.Sources;

/// <summary>
/// Shows whether compressed input was whole: <see cref="GZipStream"/> ends in silence where it was cut off.
/// </summary>
/// <remarks>
/// A gzip file may consist of several members. One more, with a known text, is put behind the input: it comes out as
/// the last text exactly if everything before it was complete.
/// </remarks>
internal static class GzipEnd
{
    private static readonly byte[] Member = Compressed(Mark);

    /// <summary>What a whole input ends with; holds no line end.</summary>
    public static ReadOnlySpan<byte> Mark => "\0the end, the end, the end, the end of the recording\0"u8;

    /// <summary>Puts the mark behind compressed input.</summary>
    public static Stream Append(Stream compressed) => new JoinedStream(compressed, new MemoryStream(Member));

    private static byte[] Compressed(ReadOnlySpan<byte> text)
    {
        using MemoryStream stored = new();
        using (GZipStream gzip = new(stored, CompressionLevel.SmallestSize)) gzip.Write(text);
        return stored.ToArray();
    }
}
