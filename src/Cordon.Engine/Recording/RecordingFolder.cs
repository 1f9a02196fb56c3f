using System.Globalization;
using System.IO.Compression;
using Cordon.Domain.Blocks;
using Cordon.Engine.Sources;
using Cordon.Ethereum.Rpc;

namespace Cordon.Engine.Recording;

/// <summary>A folder of recorded blocks, one file each, written so that a file is there whole or not at all.</summary>
internal sealed class RecordingFolder(string folder, CompressionLevel compression)
{
    private const int BlockBytesMax = 256 << 20;
    private const int FirstBytes = 1 << 20;

    private readonly RecordedBlockCheck _check = new();

    public string PathOf(ulong number) =>
        Path.Combine(folder, number.ToString(CultureInfo.InvariantCulture) + ".json.gz");

    /// <summary>Makes the folder, and clears away what an interrupted run left half written.</summary>
    public void Prepare()
    {
        Directory.CreateDirectory(folder);
        foreach (string left in Directory.EnumerateFiles(folder, "*.json.gz.tmp")) File.Delete(left);
    }

    /// <summary>The header of a file that is complete and correct; null when there is none.</summary>
    public BlockHeader? Find(ulong number)
    {
        string path = PathOf(number);
        if (!File.Exists(path)) return null;
        try
        {
            using PooledBytes bytes = Read(path);
            BlockHeader header = _check.Verify(bytes.Memory[..bytes.Length], path);
            return header.Number == number ? header : null;
        }
        catch (Exception e) when (e is BlockFormatException or InvalidDataException or EndOfStreamException)
        {
            return null; // it is recorded anew
        }
    }

    /// <summary>Verifies a block and writes it; returns its header.</summary>
    /// <exception cref="BlockFormatException">The block is not whole; nothing is written.</exception>
    /// <exception cref="IOException">The file cannot be written; none is left.</exception>
    public BlockHeader Write(RawBlock block)
    {
        BlockHeader header = _check.Verify(block.Bytes, block.Origin);
        string path = PathOf(header.Number), unfinished = path + ".tmp";
        try
        {
            using (FileStream file = File.Create(unfinished))
            {
                using (var zipped = new GZipStream(file, compression, leaveOpen: true)) zipped.Write(block.Bytes.Span);
                file.Flush(flushToDisk: true); // or the rename could survive a power cut that the content does not
            }

            File.Move(unfinished, path, overwrite: true);
            return header;
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }

    private static PooledBytes Read(string path)
    {
        var bytes = new PooledBytes(FirstBytes);
        try
        {
            using var zipped = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
            while (bytes.Length < BlockBytesMax && bytes.ReadFrom(zipped, BlockBytesMax))
            {
                // Reads until the file ends, or is larger than any block.
            }

            return bytes;
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }
}
