using System.Collections.Immutable;
using System.Globalization;
using Cordon.Domain.Invariants;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Engine.Pending;

/// <summary>The calls that invariants of elsewhere ask of one chain, and what its newest block answers.</summary>
internal sealed class ForeignChain(
    ulong id, ImmutableArray<InvariantCall> calls, Func<ulong, IRpcCaller?> nodeOf, Action<ulong, string?> onState,
    TimeSpan patience, TimeProvider time)
{
    private readonly Lock _lock = new();
    private Task _running = Task.CompletedTask;
    private Task? _next; // begins when the one that runs has ended
    private volatile ForeignReading[] _readings = [];
    private volatile bool _isSilent;

    public ulong Id => id;

    public bool IsFollowed => nodeOf(id) is not null;

    /// <summary>The last reading failed.</summary>
    public bool IsSilent => _isSilent;

    /// <summary>The readings whose block is not too old by now.</summary>
    public IEnumerable<ForeignReading> Fresh() => _readings.Where(reading => Age(reading) <= reading.Call.AgeMax);

    /// <summary>Reads all calls on the state of the newest block. Ends with a reading that was begun after this call,
    /// which several callers may share, or with its failure.</summary>
    public Task ReadAsync(CancellationToken cancellation)
    {
        Task reading;
        lock (_lock)
        {
            if (_next is not null) reading = _next;
            else if (_running.IsCompleted) reading = _running = Task.Run(ReadOnceAsync, CancellationToken.None);
            else reading = _next = ReadAfterAsync(_running);
        }

        return reading.WaitAsync(cancellation);
    }

    private async Task ReadAfterAsync(Task earlier)
    {
        // Never within the caller's lock, which has yet to keep this as the next: it may have ended meanwhile.
        await earlier.ConfigureAwait(ConfigureAwaitOptions.ForceYielding | ConfigureAwaitOptions.SuppressThrowing);
        Task reading;
        lock (_lock)
        {
            _next = null;
            reading = _running = Task.Run(ReadOnceAsync, CancellationToken.None);
        }

        await reading;
    }

    private async Task ReadOnceAsync()
    {
        if (nodeOf(id) is not { } node) return;
        using var limit = new CancellationTokenSource(patience, time);
        string? fault;
        try
        {
            _readings = await AskAsync(node, limit.Token);
            _isSilent = false;
            fault = _readings.Where(reading => Age(reading) > reading.Call.AgeMax).Select(Late).FirstOrDefault();
        }
        catch (Exception failure)
            when (failure is RpcException or AbiException or FormatException or OperationCanceledException
                or ObjectDisposedException)
        {
            (_readings, _isSilent) = ([], true);
            fault = failure is OperationCanceledException
                ? $"no answer within {patience.TotalSeconds:0.#} s"
                : failure.Message;
        }

        onState(id, fault);
    }

    private async Task<ForeignReading[]> AskAsync(IRpcCaller node, CancellationToken cancellation)
    {
        BlockHeader head = await node.GetBlockHeaderAsync("latest", cancellation)
            ?? throw new FormatException("the chain has no newest block");
        if (head.HasAbsurdTime)
            throw new FormatException($"its newest block {head.Number} has a time after the year 9999");
        // EIP-1898: all of one branch, even where another becomes the chain's meanwhile.
        RpcParam at = RpcParam.Json($"{{\"blockHash\":\"{head.Hash}\"}}");
        RpcCall[] asked = [.. calls.Select(call => new RpcCall(
            "eth_call",
            RpcParam.Json($"{{\"to\":\"{call.Contract}\",\"data\":{RpcParam.Data(call.Data)}}}"),
            at))];
        using RpcBatch batch = await node.CallBatchAsync(asked, cancellation);
        var readings = new ForeignReading[calls.Length];
        for (int i = 0; i < readings.Length; i++)
        {
            if (batch.ErrorOf(i) is { } error) throw error;
            byte[] answer = RpcValue.Data(batch[i].Span, "eth_call");
            readings[i] = new ForeignReading(calls[i], calls[i].Read(answer), head);
        }

        return readings;
    }

    private TimeSpan Age(ForeignReading reading) => reading.Block.MadeAt is { } made
        ? time.GetUtcNow() - made
        : TimeSpan.Zero;

    private string Late(ForeignReading reading) => string.Create(
        CultureInfo.InvariantCulture,
        $"its newest block {reading.Block.Number} is {Age(reading).TotalSeconds:0} s old, "
        + $"{reading.Call.AgeMax.TotalSeconds:0} s are allowed");
}
