using Cordon.Detection.Trading;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;

namespace Cordon.Detection.Arbitrage;

/// <summary>Searches the trades of one transaction for cycles, shortest first.</summary>
/// <remarks>Breadth first over "this trade feeds that": O(n^2) a start, O(n^3) in all, n bounded by options.</remarks>
internal readonly ref struct CycleSearch
{
    private const int None = -1;

    private readonly ReadOnlySpan<Swap> _swaps;
    private readonly Span<AccountId> _payers;
    private readonly Span<int> _queue;
    private readonly Span<int> _cameFrom;
    private readonly Span<int> _used;
    private readonly double _differenceMax;
    private readonly int _firstRow;

    public CycleSearch(
        BlockFacts block, int tx, Span<AccountId> payers, Span<int> scratch, double differenceMax)
    {
        int count = payers.Length;
        _firstRow = block.Swaps.RangeOf(tx).Start;
        _swaps = block.Swaps.OfTransaction(tx)[..count];
        _payers = payers;
        _queue = scratch[..count];
        _cameFrom = scratch.Slice(count, count);
        _used = scratch.Slice(2 * count, count);
        _differenceMax = differenceMax;
        _used.Clear();
        for (int i = 0; i < count; i++) _payers[i] = SwapParties.Payer(block, _swaps[i]);
    }

    public static int ScratchFor(int count) => 3 * count;

    /// <summary>Returns the cycles, each as rows of the block's swap table, or null.</summary>
    public List<int[]>? Run()
    {
        List<int[]>? cycles = null;
        for (int start = 0; start < _swaps.Length; start++)
        {
            if (_used[start] != 0 || IsPool(_payers[start])) continue;
            if (!TryRoute(start, out int last, out int end)) continue;

            (cycles ??= []).Add(Take(start, last, end));
        }

        return cycles;
    }

    /// <summary>True where the trade that opens the cycle ran before the one that closes it.</summary>
    public static bool IsInOrder(BlockFacts block, int[] cycle) => Place(block, cycle[0]) < Place(block, cycle[^1]);

    private static int Place(BlockFacts block, int row) =>
        block.Swaps[row].Call is var call and >= 0 ? call : row;

    private bool TryRoute(int start, out int last, out int end)
    {
        end = last = None;
        if (!HasEnd(start)) return false;

        _cameFrom.Fill(None);
        _cameFrom[start] = start;
        int written = 0;
        _queue[written++] = start;
        for (int read = 0; read < written; read++)
        {
            last = _queue[read];
            for (end = 0; end < _swaps.Length; end++)
            {
                if (IsEnd(start, end) && Feeds(last, end)) return true;
            }

            for (int i = 0; i < _swaps.Length; i++)
            {
                if (_cameFrom[i] != None || IsEnd(start, i) || !Feeds(last, i)) continue;
                _cameFrom[i] = last;
                _queue[written++] = i;
            }
        }

        return false;
    }

    private bool HasEnd(int start)
    {
        for (int end = 0; end < _swaps.Length; end++)
        {
            if (IsEnd(start, end)) return true;
        }

        return false;
    }

    private bool IsEnd(int start, int end) =>
        start != end && _used[end] == 0
        && _swaps[start].TokenIn == _swaps[end].TokenOut
        && _swaps[start].Pool != _swaps[end].Pool
        && _payers[start] == _swaps[end].Recipient;

    private bool IsPool(AccountId account)
    {
        foreach (ref readonly Swap swap in _swaps)
        {
            if (swap.Pool == account) return true;
        }

        return false;
    }

    private bool Feeds(int from, int to)
    {
        ref readonly Swap give = ref _swaps[from];
        ref readonly Swap take = ref _swaps[to];
        if (give.TokenOut != take.TokenIn) return false;

        AccountId payer = _payers[to];
        if (give.Pool != payer && give.Recipient != take.Pool && give.Recipient != payer) return false;
        return Math.Abs(((double)give.AmountOut / (double)take.AmountIn) - 1) < _differenceMax;
    }

    private int[] Take(int start, int last, int end)
    {
        List<int> route = [end];
        for (int step = last; step != start; step = _cameFrom[step]) route.Add(step);
        route.Add(start);
        route.Reverse();
        foreach (int step in route) _used[step] = 1;

        int firstRow = _firstRow;
        return [.. route.Select(step => firstRow + step)];
    }
}
