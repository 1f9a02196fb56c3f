using System.Buffers;
using System.IO.Compression;
using Cordon.Domain.Blocks;
using Cordon.Engine.Reading;

namespace Cordon.Testing;

/// <summary>The recorded blocks that lie outside the repository, found through <c>CORDON_DATA</c>.</summary>
public static class Recordings
{
    /// <summary>The folder of the packs; by default <c>../shared/data</c> beside the repository.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>
    /// The files of a pack (<c>blocks</c> or <c>attacks</c>) by name; none where the data is missing.
    /// </summary>
    public static string[] Files(string pack)
    {
        string folder = Path.Combine(Root, pack);
        if (!Directory.Exists(folder)) return [];
        string[] files = Directory.GetFiles(folder, "*.json.gz");
        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }

    /// <summary>What a test says when it skips because a pack is missing.</summary>
    public static string MissingMessage(string pack) =>
        $"no recorded blocks in {Path.Combine(Root, pack)}: set CORDON_DATA";

    /// <summary>The bytes of a recording, decompressed where it is.</summary>
    public static byte[] Read(string file)
    {
        using Stream stored = File.OpenRead(file);
        using Stream text = file.EndsWith(".gz", StringComparison.Ordinal)
            ? new GZipStream(stored, CompressionMode.Decompress)
            : stored;
        using MemoryStream bytes = new();
        text.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>A recording in the tables.</summary>
    public static BlockData ReadData(string file)
    {
        BlockData block = new();
        new BlockReader().Read(Read(file), Path.GetFileName(file), block);
        return block;
    }

    /// <summary>Bytes as a source would deliver them.</summary>
    public static RawBlock Raw(byte[] bytes, string origin) =>
        new(new BlockBytes(new Borrowed(bytes), bytes.Length), origin);

    private static string FindRoot()
    {
        if (Environment.GetEnvironmentVariable("CORDON_DATA") is { Length: > 0 } set) return set;
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Cordon.slnx")))
            folder = Path.GetDirectoryName(folder);
        return Path.Combine(folder ?? ".", "..", "shared", "data");
    }

    private sealed class Borrowed(byte[] bytes) : IMemoryOwner<byte>
    {
        public Memory<byte> Memory => bytes;

        public void Dispose()
        {
            // The array is the test's own.
        }
    }
}
