using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Cordon.Domain.Blocks;
using Cordon.Engine.Reading;

namespace Cordon.Bench.Reading;

/// <summary>
/// Compares the block reader with Utf8JsonReader merely tokenising the same bytes, in one run on one thread.
/// </summary>
internal static class ReadMode
{
    private const int Rounds = 5;
    private static readonly TimeSpan RoundTime = TimeSpan.FromSeconds(1.5);

    /// <param name="args">Folders of recorded blocks (.json.gz).</param>
    public static int Run(string[] args)
    {
        byte[][] blocks = [.. args.SelectMany(folder => Directory.GetFiles(folder, "*.json.gz")).Select(Read)];
        if (blocks.Length == 0)
        {
            Console.Error.WriteLine("usage: Cordon.Bench read PACK...   (folders with .json.gz recordings)");
            return 2;
        }

        long bytes = blocks.Sum(block => (long)block.Length);
        BlockReader reader = new();
        BlockData data = new();
        int transactions = 0;
        Action<byte[]> read = block => reader.Read(block, "", data);
        foreach (byte[] block in blocks)
        {
            read(block);
            transactions += data.Transactions.Count;
        }

        double tokens = 0;
        double tables = 0;
        for (int round = 0; round < Rounds; round++)
        {
            tokens = Math.Max(tokens, Passes(blocks, block => Tokenise(block)));
            tables = Math.Max(tables, Passes(blocks, read));
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (byte[] block in blocks) read(block);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Print($"pack                {bytes / 1e6:n1} MB, {blocks.Length} blocks, {transactions} transactions");
        Print($"Utf8JsonReader      {tokens * bytes / 1e6:n0} MB/s");
        Print($"BlockReader         {tables * bytes / 1e6:n0} MB/s, {tables * transactions:n0} tx/s");
        Print($"ratio               {tables / tokens:n2}");
        Print($"allocated, warm     {allocated} bytes for the whole pack");
        return 0;
    }

    /// <summary>Passes over all blocks a second.</summary>
    private static double Passes(byte[][] blocks, Action<byte[]> read)
    {
        long start = Stopwatch.GetTimestamp();
        int passes = 0;
        do
        {
            foreach (byte[] block in blocks) read(block);
            passes++;
        }
        while (Stopwatch.GetElapsedTime(start) < RoundTime);
        return passes / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static int Tokenise(byte[] block)
    {
        Utf8JsonReader reader = new(block, new JsonReaderOptions { MaxDepth = 10_000 });
        int tokens = 0;
        while (reader.Read()) tokens++;
        return tokens;
    }

    private static byte[] Read(string file)
    {
        using GZipStream text = new(File.OpenRead(file), CompressionMode.Decompress);
        using MemoryStream bytes = new();
        text.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static void Print(FormattableString line) =>
        Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
