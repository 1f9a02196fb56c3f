using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Signals;
using Cordon.Engine.Pipeline;
using Cordon.Ethereum;

namespace Cordon.Engine.Benchmark;

/// <summary>Keeps of a scan what the labels are compared with.</summary>
internal sealed class PackRecorder(ulong firstClassifiedBlock) : IScanSink
{
    private readonly List<Signal> _signals = [];
    private readonly List<(ulong Block, SwapSeen Swap)> _swaps = [];

    public IReadOnlyList<Signal> Signals => _signals;

    /// <summary>The swap facts of the blocks that the other classifier looked at.</summary>
    public IReadOnlyList<(ulong Block, SwapSeen Swap)> Swaps => _swaps;

    /// <summary>Every transaction that was scanned.</summary>
    public HashSet<Hash256> Transactions { get; } = [];

    /// <summary>Contracts called in a transaction; true where at least one of the calls took effect.</summary>
    public Dictionary<(Hash256 Tx, Address Contract), bool> Called { get; } = [];

    /// <summary>Trades as the pool's own log states them.</summary>
    public HashSet<SwapSeen> LoggedSwaps { get; } = [];

    public long TransactionCount { get; private set; }

    public ValueTask TakeAsync(ScannedBlock block, CancellationToken cancellation)
    {
        BlockData data = block.Facts.Data;
        _signals.AddRange(block.Signals);
        foreach (Hash256 hash in data.Transactions.Hash.Span) Transactions.Add(hash);
        TransactionCount += data.Transactions.Count;
        if (data.Number < firstClassifiedBlock) return ValueTask.CompletedTask;
        foreach (ref readonly Swap swap in block.Facts.Swaps.Rows)
        {
            _swaps.Add((data.Number, Seen(data, swap)));
            if (swap.Log >= 0) LoggedSwaps.Add(Seen(data, swap));
        }

        NoteCalls(data);
        return ValueTask.CompletedTask;
    }

    private void NoteCalls(BlockData data)
    {
        for (int call = 0; call < data.Calls.Count; call++)
        {
            if (data.Calls.Kind[call] != CallKind.Call || data.Calls.Self[call].IsNone) continue;
            var key = (data.Transactions.Hash[data.Calls.Tx[call]], data.Accounts[data.Calls.Self[call]]);
            Called[key] = Called.GetValueOrDefault(key) || data.Calls.TookEffect(call);
        }
    }

    private static SwapSeen Seen(BlockData data, in Swap swap) => new(
        data.Transactions.Hash[swap.Tx], AddressOf(data, swap.Pool), AddressOf(data, swap.TokenIn), swap.AmountIn,
        AddressOf(data, swap.TokenOut), swap.AmountOut);

    private static Address AddressOf(BlockData data, AccountId account) =>
        account.IsNone ? Address.Zero : data.Accounts[account];
}
