using Cordon.Detection.Registry;
using Cordon.Domain.Facts;
using Cordon.Domain.Protocols;
using Cordon.Domain.Signals;
using Cordon.Engine.Facts;
using Cordon.Engine.Reading;
using Cordon.Testing;

namespace Cordon.Pack.Tests;

/// <summary>The hot path allocates nothing: reading, facts and the detectors that look at a block by itself.</summary>
public class AllocationTests
{
    // A collection that other tests cause meanwhile counts the unused rest of this thread's buffer, some 8 KB, as
    // allocated: what the code allocates, it allocates every time.
    private const int Attempts = 3;

    private readonly BlockReader _reader = new();
    private readonly FactExtractor _extractor = new();
    private readonly BlockFacts _block = new();
    private readonly SignalBuffer _signals = new();
    private readonly DetectorSet _detectors = DetectorRegistry.Create(WatchList.Empty);

    [Fact]
    public void A_block_in_which_nothing_is_found_allocates_nothing_once_memory_has_grown_to_its_size()
    {
        (string Origin, byte[] Bytes)[] quiet = [.. Blocks().Where(IsQuiet)];
        Assert.NotEmpty(quiet);
        foreach ((string origin, byte[] bytes) in quiet) Inspect(origin, bytes);

        foreach ((string origin, byte[] bytes) in quiet)
        {
            long allocated = Enumerable.Range(0, Attempts).Min(_ => AllocatedBy(origin, bytes));
            Assert.True(allocated == 0, $"{origin}: {allocated} bytes");
        }
    }

    private long AllocatedBy(string origin, byte[] bytes)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Inspect(origin, bytes);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private bool IsQuiet((string Origin, byte[] Bytes) file)
    {
        _signals.Clear();
        Inspect(file.Origin, file.Bytes);
        return _signals.Count == 0;
    }

    private void Inspect(string origin, byte[] bytes)
    {
        _reader.Read(bytes, origin, _block.Data);
        _extractor.Extract(_block);
        foreach (IDetector detector in _detectors.Stateless) detector.Inspect(_block, _signals);
    }

    private static (string Origin, byte[] Bytes)[] Blocks()
    {
        string[] files = Recordings.Files("blocks");
        Assert.SkipWhen(files.Length == 0, Recordings.MissingMessage("blocks"));
        return [.. files.Select(file => (Path.GetFileName(file), Recordings.Read(file)))];
    }
}
