using Cordon.Domain.Blocks;
using Cordon.Domain.Memory;

namespace Cordon.Domain.Pricing;

/// <summary>In how many transactions each token of a block wrapped the native coin. Reused.</summary>
internal sealed class WrapperCounts
{
    private readonly Column<Count> _counts = new();
    private int _best = -1;

    /// <summary>The token that wrapped in most transactions, the first of equals; None where none did.</summary>
    public AccountId Most => _best < 0 ? AccountId.None : _counts[_best].Asset;

    public void Clear()
    {
        _counts.Clear();
        _best = -1;
    }

    /// <summary>Counts a wrap or unwrap; several in one transaction count once.</summary>
    public void Add(AccountId asset, int tx)
    {
        int row = RowOf(asset);
        ref Count count = ref _counts[row];
        if (count.LatestTx != tx) count.Transactions++;
        count.LatestTx = tx;
        if (_best < 0 || count.Transactions > _counts[_best].Transactions) _best = row;
    }

    private int RowOf(AccountId asset)
    {
        for (int row = 0; row < _counts.Count; row++)
        {
            if (_counts[row].Asset == asset) return row;
        }

        _counts.Add() = new Count { Asset = asset, LatestTx = -1 };
        return _counts.Count - 1;
    }

    private struct Count
    {
        public AccountId Asset;
        public int Transactions;
        public int LatestTx;
    }
}
