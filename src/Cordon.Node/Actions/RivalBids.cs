using Cordon.Domain.Incidents;
using Cordon.Engine.Pending;
using Cordon.Ethereum;

namespace Cordon.Node.Actions;

/// <summary>Remembers what pending transactions of incidents pay, so that an answer lands before them. Thread-safe.
/// </summary>
internal sealed class RivalBids
{
    private const int CountMax = 16_384;

    private readonly Lock _lock = new();
    private readonly Dictionary<Hash256, Bid> _bids = [];
    private readonly Queue<Hash256> _order = [];

    public void Note(PendingTransaction transaction)
    {
        UInt256 most = transaction.MaxFeePerGas ?? transaction.GasPrice ?? UInt256.Zero;
        var bid = new Bid(transaction.MaxPriorityFeePerGas ?? transaction.GasPrice ?? UInt256.Zero, most);
        lock (_lock)
        {
            if (!_bids.TryAdd(transaction.Hash, bid)) return;
            _order.Enqueue(transaction.Hash);
            if (_order.Count > CountMax) _bids.Remove(_order.Dequeue());
        }
    }

    /// <summary>What is in a block need not be beaten any more.</summary>
    public void Mined(ReadOnlySpan<Hash256> transactions)
    {
        lock (_lock)
        {
            if (_bids.Count == 0) return;
            foreach (Hash256 transaction in transactions) _bids.Remove(transaction);
        }
    }

    /// <summary>The highest of an incident's pending transactions.</summary>
    public Bid Of(Incident incident)
    {
        Bid highest = default;
        lock (_lock)
        {
            foreach (Hash256 transaction in incident.Transactions)
            {
                if (_bids.TryGetValue(transaction, out Bid bid)) highest = highest.Or(bid);
            }
        }

        return highest;
    }
}
