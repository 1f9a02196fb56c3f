using System.IO.Compression;

namespace Cordon.Engine.Reading.Tests;

/// <summary>The recorded blocks that lie outside the repository.</summary>
internal static class PackFiles
{
    /// <summary>The files of a pack, none where the data is missing.</summary>
    public static string[] Of(string pack)
    {
        string folder = Path.Combine(Root(), pack);
        if (!Directory.Exists(folder)) return [];
        string[] files = Directory.GetFiles(folder, "*.json.gz");
        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }

    public static void SkipWhereMissing(string pack) =>
        Assert.SkipWhen(Of(pack).Length == 0, $"no recorded blocks in {Root()}/{pack}: set CORDON_DATA");

    public static byte[] Read(string file)
    {
        using GZipStream text = new(File.OpenRead(file), CompressionMode.Decompress);
        using MemoryStream bytes = new();
        text.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static string Root()
    {
        if (Environment.GetEnvironmentVariable("CORDON_DATA") is { Length: > 0 } set) return set;
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Cordon.slnx"))) folder = Path.GetDirectoryName(folder)!;
        return Path.Combine(folder, "..", "shared", "data");
    }
}
