using Cordon.Ethereum;
using Cordon.Ethereum.Bindings;
using Cordon.Ethereum.Rpc;

namespace Cordon.Arena.Chain;

/// <summary>Sends real, signed transactions to a local node and decides when a block is made.</summary>
/// <remarks>A private transaction is kept here and handed to the node in the moment the block is made, right before the
/// request for the block: nobody who watches the node's mempool has the time to answer it.</remarks>
public sealed class LocalChain(IRpcCaller node, ulong chainId, Journal journal, TimeProvider? time = null)
{
    // Anvil reserves the limit, not the use; a block of 60 million has room for twenty.
    private const ulong CallGasLimit = 3_000_000;
    private const ulong CreationGasLimit = 6_000_000;
    private const ulong FeeMaxGwei = 2_000;
    private const int QuietPart = 3;
    private const int PatienceBlocks = 6;

    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly List<PlayedTransaction> _pending = [];
    private readonly List<(PlayedTransaction Played, byte[] Raw)> _private = [];
    private long _lastBlockAt;
    private long _lastShownAt;
    private bool _isUnderAttack;
    private int _blocksUnderAttack;

    public IRpcCaller Node => node;

    public ulong ChainId => chainId;

    public Journal Journal => journal;

    /// <summary>Number of the latest block made.</summary>
    public ulong Head { get; private set; }

    /// <summary>From the first transaction that is not honest on, a block is made at least this long after the one
    /// before and after the last transaction that others could see, and that first one twice as long, so that they have
    /// the time to act; zero makes it at once. Before that the wait is a third.</summary>
    public TimeSpan BlockTime { get; set; }

    /// <summary>Waits until all who guard the chain have seen a block of it, by its number, and have looked at pending
    /// transactions, of which they are given the hashes; null where nobody does.</summary>
    /// <remarks>The guards share this machine with each other and with the chain, as none do elsewhere. Where it is
    /// too slow for all of them, blocks come later, for at most six times the block time: what a trial measures in
    /// blocks is then the guards' way of working and not the machine's load.</remarks>
    public Func<ulong, IReadOnlyList<Hash256>, CancellationToken, Task>? Watchers { get; set; }

    /// <summary>Whether a transaction may revert or be late, as when a breaker refuses it; else that is an error.
    /// </summary>
    public Func<PlayedTransaction, bool> MayRefuse { get; set; } = _ => false;

    /// <summary>Gives an account ether out of nothing.</summary>
    public Task EndowAsync(Address account, UInt256 wei, CancellationToken cancellation = default) =>
        AskAsync(new RpcCall("anvil_setBalance", account, wei.ToQuantity()), cancellation);

    /// <summary>Whether the node makes a block of each transaction by itself, as soon as it has it.</summary>
    public Task SetAutomineAsync(bool isOn, CancellationToken cancellation = default) =>
        AskAsync(new RpcCall("evm_setAutomine", isOn), cancellation);

    /// <summary>Lets that much time pass on the chain: the next block is so much later.</summary>
    public Task PassAsync(TimeSpan span, CancellationToken cancellation = default) =>
        AskAsync(new RpcCall("evm_increaseTime", (ulong)span.TotalSeconds), cancellation);

    /// <summary>Makes the next block the chain's first after this moment, and its clock go on from there.</summary>
    public Task SetTimeAsync(DateTimeOffset moment, CancellationToken cancellation = default) =>
        AskAsync(new RpcCall("evm_setNextBlockTimestamp", (ulong)moment.ToUnixTimeSeconds()), cancellation);

    /// <summary>Signs and broadcasts, or keeps what is private; the transaction waits for the next block.</summary>
    public async Task<Hash256> SendAsync(Act act, CancellationToken cancellation = default)
    {
        SignedTransaction signed = act.Sender.Sign(new Transaction
        {
            ChainId = chainId,
            To = act.To,
            Data = act.Data,
            Value = act.Value,
            GasLimit = act.GasLimit ?? (act.To is null ? CreationGasLimit : CallGasLimit),
            MaxPriorityFeePerGas = act.TipGwei * Act.GweiInWei,
            MaxFeePerGas = (FeeMaxGwei + act.TipGwei) * Act.GweiInWei, // anvil orders by this, not by the tip
        });
        PlayedTransaction played = journal.Add(signed.Hash(), act.Role, act.Title);
        played.RunsCode = act.To is null || act.Data.Length > 0;
        _isUnderAttack |= BlockTime > TimeSpan.Zero
            && act.Role is not (TransactionRole.Honest or TransactionRole.Victim);
        if (act.IsPrivate) _private.Add((played, signed.Encode()));
        else await BroadcastAsync(played, signed.Encode(), cancellation);
        return played.Hash;
    }

    /// <summary>Makes a block of everything sent since the last one; returns the receipts in the order of sending.
    /// </summary>
    /// <exception cref="ArenaException">A transaction is not in the block, or reverted, and must not.</exception>
    public async Task<IReadOnlyList<TransactionReceipt>> MineAsync(CancellationToken cancellation = default)
    {
        TimeSpan span = !_isUnderAttack ? BlockTime / QuietPart : _blocksUnderAttack++ == 0 ? BlockTime * 2 : BlockTime;
        if (_lastBlockAt != 0 && BlockTime > TimeSpan.Zero) await WaitAsync(span, cancellation);
        foreach ((PlayedTransaction played, byte[] raw) in _private) await BroadcastAsync(played, raw, cancellation);
        _private.Clear();

        await AskAsync(new RpcCall("evm_mine"), cancellation);
        _lastBlockAt = _time.GetTimestamp();
        Head = await node.BlockNumberAsync(cancellation);
        return await ReadReceiptsAsync(cancellation);
    }

    /// <summary>Creates a contract in a block of its own and returns its address.</summary>
    public async Task<Address> DeployAsync(Act creation, CancellationToken cancellation = default)
    {
        await SendAsync(creation, cancellation);
        return (await MineAsync(cancellation))[^1].ContractAddress!.Value;
    }

    /// <summary>Runs a call at the latest block without a transaction.</summary>
    /// <exception cref="ArenaException">The answer is not of the call's return type.</exception>
    public async Task<T> ReadAsync<T>(Address to, IContractCall<T> call, CancellationToken cancellation = default)
    {
        byte[] data = await node.CallAsync(to, call.Encode(), "latest", cancellation);
        return call.TryDecodeReturn(data, out T value)
            ? value
            : throw new ArenaException($"{to} answered {data.Length} bytes that {call.GetType().Name} cannot return.");
    }

    private async Task WaitAsync(TimeSpan span, CancellationToken cancellation)
    {
        long last = Math.Max(_lastBlockAt, _lastShownAt);
        TimeSpan left = span - _time.GetElapsedTime(last);
        if (Watchers is { } watchers)
        {
            using var limit = new CancellationTokenSource(BlockTime * PatienceBlocks, _time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
            Hash256[] pending = [.. _pending.Where(played => played.RunsCode).Select(played => played.Hash)];
            await watchers(Head, pending, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellation.ThrowIfCancellationRequested();
            // What they do about it takes them a moment too.
            TimeSpan since = _time.GetElapsedTime(last), moment = span / QuietPart;
            left = since + moment > span ? moment : span - since;
        }

        if (left > TimeSpan.Zero) await Task.Delay(left, _time, cancellation);
    }

    private async Task BroadcastAsync(PlayedTransaction played, byte[] raw, CancellationToken cancellation)
    {
        played.SeenAt = _lastShownAt = _time.GetTimestamp();
        await node.SendRawTransactionAsync(raw, cancellation);
        _pending.Add(played);
    }

    private async Task<List<TransactionReceipt>> ReadReceiptsAsync(CancellationToken cancellation)
    {
        var receipts = new List<TransactionReceipt>(_pending.Count);
        foreach (PlayedTransaction played in _pending)
        {
            played.Receipt = await node.GetTransactionReceiptAsync(played.Hash, cancellation);
            bool isDone = played.Succeeded && played.Receipt!.BlockNumber == Head;
            if (!isDone && !MayRefuse(played))
            {
                throw new ArenaException($"'{played.Title}' ({played.Hash}) "
                    + $"{(played.Receipt is null ? "is not in" : "reverted in")} block {Head}.");
            }

            if (played.Receipt is not null) receipts.Add(played.Receipt);
        }

        _pending.RemoveAll(played => played.Receipt is not null);
        return receipts;
    }

    private async Task AskAsync(RpcCall call, CancellationToken cancellation)
    {
        using RpcPayload done = await node.CallRawAsync(call, cancellation);
    }
}
