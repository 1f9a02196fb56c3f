using Cordon.Domain.Facts;
using Cordon.Domain.Invariants;
using Cordon.Domain.Signals;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Engine.Pending;

/// <summary>Judges the invariants of one chain on the state after each mined block.</summary>
/// <remarks>Remembers the readings of the latest blocks by hash, so that a reorganisation is a return to an older one,
/// and an invariant that was broken before a block is not said to be broken by it.</remarks>
public sealed class InvariantWatch
{
    private const int BlocksMax = 256;

    private readonly IRpcCaller _node;
    private readonly ulong _chainId;
    private readonly int _batchMax;
    private readonly ForeignValues _foreign;
    private readonly InvariantAnswers _asked;
    private readonly BoundedMap<Hash256, IReadOnlyDictionary<Invariant, InvariantReading?>> _known = new(BlocksMax);

    /// <param name="node">Asked for the state of each block, by its hash.</param>
    /// <param name="chainId">Its chain.</param>
    /// <param name="invariants">Those of other chains are left out.</param>
    /// <param name="batchMax">Calls asked for in one message.</param>
    /// <param name="foreign">What the invariants compare with on other chains; null where none is followed.</param>
    public InvariantWatch(
        IRpcCaller node, ulong chainId, IReadOnlyList<Invariant> invariants, int batchMax = 100,
        ForeignValues? foreign = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchMax, 1);
        (_node, _chainId, _batchMax, _foreign) = (node, chainId, batchMax, foreign ?? ForeignValues.None);
        _asked = new InvariantAnswers(invariants.Where(invariant => invariant.Chain == chainId));
    }

    /// <summary>Judges the state after a block: a signal for each invariant that it broke, and one of <c>blind</c> for
    /// each that can be told no longer. Not for several threads at once.</summary>
    /// <exception cref="RpcException">The node could not be asked.</exception>
    public async Task<IReadOnlyList<Signal>> CheckAsync(BlockHeader block, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(block);
        if (_asked.IsEmpty) return [];
        Task refreshing = _foreign.RefreshAnsweringAsync(cancellation); // after this block was seen
        byte[]?[] answers = await AskAsync(block, cancellation);
        await refreshing;
        ForeignSnapshot elsewhere = _foreign.Now();
        var after = _asked.Judge(place => answers[place], elsewhere)
            .ToDictionary(pair => pair.Invariant, pair => pair.Reading);
        IReadOnlyDictionary<Invariant, InvariantReading?>? before =
            block.ParentHash is { } parent && _known.TryGet(parent, out var known) ? known : null;
        _known.Put(block.Hash, Carried(before, after));

        var facts = new BlockFacts();
        (facts.Data.ChainId, facts.Data.Number, facts.Data.Hash) = (_chainId, block.Number, block.Hash);
        var signals = new SignalBuffer();
        foreach ((Invariant invariant, InvariantReading? reading) in after)
        {
            InvariantReading? earlier = before?.GetValueOrDefault(invariant);
            var change = new InvariantChange(invariant, earlier, reading) { Elsewhere = elsewhere };
            if (change.IsBreak) InvariantSignals.Add(facts, -1, change, signals);
            bool isNews = reading is null && (before is null || earlier is not null);
            if (isNews) InvariantSignals.AddUnreadable(facts, invariant, signals);
        }

        return signals.Signals;
    }

    // What waits for another chain stands as it did: when that answers again, what was broken before is no news.
    private static Dictionary<Invariant, InvariantReading?> Carried(
        IReadOnlyDictionary<Invariant, InvariantReading?>? before, Dictionary<Invariant, InvariantReading?> after)
    {
        Dictionary<Invariant, InvariantReading?> carried = new(after);
        foreach ((Invariant invariant, InvariantReading? reading) in before ?? after)
            carried.TryAdd(invariant, reading);
        return carried;
    }

    private async Task<byte[]?[]> AskAsync(BlockHeader block, CancellationToken cancellation)
    {
        RpcParam at = RpcParam.Json($"{{\"blockHash\":\"{block.Hash}\"}}"); // EIP-1898: this branch, no other
        RpcCall[] calls = [.. _asked.Calls.Select(call => new RpcCall(
            "eth_call",
            RpcParam.Json($"{{\"to\":\"{call.Contract}\",\"data\":{RpcParam.Data(call.Data)}}}"),
            at))];
        var answers = new byte[]?[calls.Length];
        int place = 0;
        foreach (RpcCall[] part in calls.Chunk(_batchMax))
        {
            using RpcBatch batch = await _node.CallBatchAsync(part, cancellation);
            for (int i = 0; i < batch.Count; i++, place++)
                answers[place] = batch.ErrorOf(i) is { } error ? Failed(error) : Data(batch[i].Span);
        }

        return answers;
    }

    // A call that reverts tells something of the chain; a node that does not know the block, nothing.
    private static byte[]? Failed(RpcErrorException error) =>
        error.Code == RpcErrorCode.Reverted || error.NodeMessage.Contains("revert", StringComparison.OrdinalIgnoreCase)
            ? null
            : throw error;

    private static byte[]? Data(ReadOnlySpan<byte> json)
    {
        try
        {
            return RpcValue.Data(json, "eth_call");
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
