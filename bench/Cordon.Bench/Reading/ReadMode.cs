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
    // Short rounds taken in turn, of which the fastest counts: others on the machine then disturb both alike or not.
    private const int Rounds = 80;
    private const int WarmRounds = 20;

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

        TimeSpan tokens = TimeSpan.MaxValue;
        TimeSpan tables = TimeSpan.MaxValue;
        for (int round = 0; round < WarmRounds + Rounds; round++)
        {
            TimeSpan tokenTime = Pass(blocks, block => Tokenise(block));
            TimeSpan tableTime = Pass(blocks, read);
            if (round < WarmRounds) continue;
            tokens = tokenTime < tokens ? tokenTime : tokens;
            tables = tableTime < tables ? tableTime : tables;
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (byte[] block in blocks) read(block);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Print($"pack                {bytes / 1e6:n1} MB, {blocks.Length} blocks, {transactions} transactions");
        Print($"Utf8JsonReader      {bytes / 1e6 / tokens.TotalSeconds:n0} MB/s");
        double perSecond = transactions / tables.TotalSeconds;
        Print($"BlockReader         {bytes / 1e6 / tables.TotalSeconds:n0} MB/s, {perSecond:n0} tx/s");
        Print($"ratio               {tokens / tables:n2}");
        Print($"allocated, warm     {allocated} bytes for the whole pack");
        return 0;
    }

    private static TimeSpan Pass(byte[][] blocks, Action<byte[]> read)
    {
        long start = Stopwatch.GetTimestamp();
        foreach (byte[] block in blocks) read(block);
        return Stopwatch.GetElapsedTime(start);
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
