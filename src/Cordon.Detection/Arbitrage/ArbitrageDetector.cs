using System.Buffers;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Signals;

namespace Cordon.Detection.Arbitrage;

/// <summary>Finds cycles of trades that begin and end in one token of one account within a transaction.</summary>
/// <remarks>
/// After the rule of mev-inspect-py: the shortest chain of trades, each fed by the one before, from a trade that an
/// account pays to a trade that the account receives. Context for other detectors, not harm: severity info.
/// </remarks>
public sealed class ArbitrageDetector(ArbitrageOptions options) : IDetector
{
    private readonly double _differenceMax = OptionsCheck.Valid(options).DifferenceBpsMax / 10_000.0;

    public ArbitrageDetector() : this(new ArbitrageOptions()) { }

    public string Name => "arbitrage";

    public void Inspect(BlockFacts block, SignalBuffer signals)
    {
        for (int tx = 0; tx < block.Data.Transactions.Count; tx++)
        {
            RowRange rows = block.Swaps.RangeOf(tx);
            if (rows.Count < 2 || !MayClose(block.Swaps.OfTransaction(tx))) continue;

            Search(block, tx, Math.Min(rows.Count, options.SwapsMax), signals);
        }
    }

    // A cycle needs a token that is bought in one pool and sold in another.
    private static bool MayClose(ReadOnlySpan<Swap> swaps)
    {
        foreach (ref readonly Swap start in swaps)
        {
            foreach (ref readonly Swap end in swaps)
            {
                if (start.TokenIn == end.TokenOut && start.Pool != end.Pool) return true;
            }
        }

        return false;
    }

    private void Search(BlockFacts block, int tx, int count, SignalBuffer signals)
    {
        AccountId[] payers = ArrayPool<AccountId>.Shared.Rent(count);
        int[] scratch = ArrayPool<int>.Shared.Rent(CycleSearch.ScratchFor(count));
        try
        {
            CycleSearch search = new(block, tx, payers.AsSpan(0, count), scratch, _differenceMax);
            if (search.Run() is { } cycles) Report(block, cycles, payers, signals);
        }
        finally
        {
            ArrayPool<AccountId>.Shared.Return(payers);
            ArrayPool<int>.Shared.Return(scratch);
        }
    }

    private void Report(BlockFacts block, List<int[]> cycles, AccountId[] payers, SignalBuffer signals)
    {
        // Several cycles found together may be one read from two ends: keep those in the order of execution.
        if (cycles.Count > 1) cycles.RemoveAll(cycle => !CycleSearch.IsInOrder(block, cycle));
        for (int i = 0; i < cycles.Count; i++) ArbitrageReport.Add(block, signals, Name, cycles[i], payers, i);
    }
}
