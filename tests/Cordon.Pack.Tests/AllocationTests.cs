using System.Collections.Immutable;
using Cordon.Detection.AbnormalOutflow;
using Cordon.Detection.AddressPoisoning;
using Cordon.Detection.BridgeImbalance;
using Cordon.Detection.LiquidationSpike;
using Cordon.Detection.OracleDeviation;
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

    // A state is a value a block, so a new one is an object: 40 bytes for a book of series, 48 for one of payments, 88
    // for a bridge's, which has a book in it. However many transactions the block has, there is nothing else.
    private const int StateBytesMax = 88;
    private const int HistoryMax = 16; // small, so that the histories have their size soon
    private const int WarmRounds = 3 * HistoryMax;

    [Fact]
    public void A_block_in_which_nothing_is_found_costs_a_history_one_small_state_and_nothing_a_transaction()
    {
        (string Origin, byte[] Bytes)[] quiet = [.. Blocks().Where(IsQuiet).Take(12)];
        ImmutableArray<HistoryStage> stages = DetectorRegistry.Create(WatchList.Empty, null, SmallHistory).Histories;
        object[] states = [.. stages.Select(stage => stage.Initial)];
        long[,] excess = new long[quiet.Length, stages.Length];
        int changes = 0;
        for (int round = 0; round < WarmRounds + Attempts; round++)
        {
            for (int i = 0; i < quiet.Length; i++)
            {
                Inspect(quiet[i].Origin, quiet[i].Bytes);
                _block.Data.Number += (ulong)round * 1_000_000_000; // time goes on: no block comes twice
                for (int stage = 0; stage < stages.Length; stage++)
                {
                    long more = Advance(stages[stage], ref states[stage], out bool isChanged);
                    if (round <= WarmRounds) excess[i, stage] = more;
                    else excess[i, stage] = Math.Min(excess[i, stage], more);
                    if (isChanged && round >= WarmRounds) changes++;
                }
            }
        }

        Assert.All(excess.Cast<long>(), bytes => Assert.InRange(bytes, long.MinValue, 0));
        Assert.True(changes > quiet.Length, "histories that do not change say nothing about what a change costs");
    }

    // Bytes beyond those of the new state, if there is one; 0 where the block is not quiet for this detector.
    private long Advance(HistoryStage stage, ref object state, out bool isChanged)
    {
        _signals.Clear();
        long before = GC.GetAllocatedBytesForCurrentThread();
        object next = stage.Advance(state, _block, _signals);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        stage.Settle(next);
        isChanged = !ReferenceEquals(next, state);
        state = next;
        // A delegation of votes is kept as an entry of its own, in a book that copies what it shares (ADR 0007).
        bool keepsEntry = isChanged && stage.Name == "borrowed-votes";
        return _signals.Count > 0 || keepsEntry ? 0 : allocated - (isChanged ? StateBytesMax : 0);
    }

    private static object? SmallHistory(DetectorEntry entry) => entry.Name switch
    {
        "abnormal-outflow" => new AbnormalOutflowOptions { HistoryCountMax = HistoryMax, WindowBlocks = 1 },
        "address-poisoning" => new AddressPoisoningOptions { HistoryBlocksMax = HistoryMax },
        "bridge-imbalance" => new BridgeImbalanceOptions { HistoryCountMax = HistoryMax, MessagesCountMax = 1_000 },
        "liquidation-spike" => new LiquidationSpikeOptions { HistoryCountMax = HistoryMax, WindowBlocks = 1 },
        "oracle-deviation" => new OracleDeviationOptions { HistoryCountMax = HistoryMax },
        _ => null,
    };

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
