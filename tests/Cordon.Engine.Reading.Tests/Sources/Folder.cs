using System.IO.Compression;
using System.Text;

namespace Cordon.Engine.Reading.Tests.Sources;

/// <summary>A folder of its own for one test, deleted afterwards.</summary>
internal sealed class Folder : IDisposable
{
    public Folder() => Directory.CreateDirectory(Path);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"cordon-{Guid.NewGuid():n}");

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes a file, compressed where its name says so.</summary>
    public string Write(string name, byte[] text)
    {
        string file = System.IO.Path.Combine(Path, name);
        File.WriteAllBytes(file, name.EndsWith(".gz", StringComparison.Ordinal) ? Gzip(text) : text);
        return file;
    }

    public static byte[] Gzip(byte[] text)
    {
        using MemoryStream stored = new();
        using (GZipStream gzip = new(stored, CompressionLevel.Fastest)) gzip.Write(text);
        return stored.ToArray();
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
