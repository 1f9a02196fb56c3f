using System.IO.Compression;

namespace Cordon.Bench.Packs;

/// <summary>The block files of a pack, uncompressed, in numerical then alphabetical order.</summary>
internal static class PackFiles
{
    /// <summary>One file after the other; each is uncompressed when it is asked for.</summary>
    public static IEnumerable<(string Origin, byte[] Bytes)> Load(string folder) => Directory
        .EnumerateFiles(folder, "*.json.gz").Order(Comparer<string>.Create(Compare))
        .Select(path => (Path.GetFileName(path), Unzip(path)));

    private static int Compare(string left, string right)
    {
        bool isLeftNumber = ulong.TryParse(NameOf(left), out ulong leftNumber);
        bool isRightNumber = ulong.TryParse(NameOf(right), out ulong rightNumber);
        if (isLeftNumber && isRightNumber) return leftNumber.CompareTo(rightNumber);
        return isLeftNumber != isRightNumber ? (isLeftNumber ? -1 : 1) : string.CompareOrdinal(left, right);
    }

    private static string NameOf(string path) => Path.GetFileName(path).Split('.')[0];

    private static byte[] Unzip(string path)
    {
        using GZipStream zipped = new(File.OpenRead(path), CompressionMode.Decompress);
        using MemoryStream plain = new();
        zipped.CopyTo(plain);
        return plain.ToArray();
    }
}
