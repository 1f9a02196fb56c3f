using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Cordon.Domain.Facts;
using Cordon.Engine.Reading;

namespace Cordon.Engine.Facts.Tests;

/// <summary>The recorded blocks and labels that tests read where they are present.</summary>
public static class BlockPack
{
    private const string Missing = "No recorded blocks: set CORDON_DATA to the folder that holds blocks/ and attacks/.";

    public static string Root { get; } = Environment.GetEnvironmentVariable("CORDON_DATA") is { Length: > 0 } named
        ? named
        : Path.GetFullPath(Path.Combine(RepositoryRoot(), "..", "shared", "data"));

    public static string[] Files(string folder)
    {
        string path = Path.Combine(Root, folder);
        Assert.SkipUnless(Directory.Exists(path), Missing);
        return [.. Directory.GetFiles(path, "*.json.gz").Order(StringComparer.Ordinal)];
    }

    public static BlockFacts Read(string file)
    {
        Assert.SkipUnless(File.Exists(file), Missing);
        var facts = new BlockFacts();
        new BlockReader().Read(Bytes(file), file, facts.Data);
        return facts;
    }

    public static BlockFacts Extract(ulong block) => Extract(Path.Combine(Root, "blocks", $"{block}.json.gz"));

    public static BlockFacts Extract(string file)
    {
        BlockFacts facts = Read(file);
        new FactExtractor().Extract(facts);
        return facts;
    }

    public static byte[] Bytes(string file)
    {
        using var gzip = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        var bytes = new MemoryStream();
        gzip.CopyTo(bytes);
        return bytes.ToArray();
    }

    public static IReadOnlyList<JsonElement> Labels(string label)
    {
        string path = Path.Combine(Root, "blocks", "labels.jsonl");
        Assert.SkipUnless(File.Exists(path), Missing);
        return [.. File.ReadLines(path).Select(line => JsonDocument.Parse(line).RootElement)
            .Where(row => row.GetProperty("label").GetString() == label)];
    }

    private static string RepositoryRoot([CallerFilePath] string file = "")
    {
        string? folder = Path.GetDirectoryName(file);
        while (folder is not null && !File.Exists(Path.Combine(folder, "Cordon.slnx")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("The tests lie outside of the repository.");
    }
}
