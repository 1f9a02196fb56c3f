using System.Collections.Concurrent;
using Cordon.Contracts;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Response.Attestations.Tests.Kit;

/// <summary>Counts what is asked about attestations, and may never answer it.</summary>
internal sealed class QuestionsOfContracts(IRpcCaller node) : IRpcCaller
{
    private static readonly string Selector = Hex.Format(new IncidentRegistry.AttestCall(
        default, 0, [], []).Encode().AsSpan(0, 4));

    private readonly ConcurrentQueue<RpcCall> _asked = new();

    private int _answered;

    public bool Hangs { get; init; }

    /// <summary>Those that the node said yes or no to.</summary>
    public int Answered => Volatile.Read(ref _answered);

    public int Count => _asked.Count;

    /// <summary>What happens on the chain between a question and its answer; given how many were asked with it.
    /// </summary>
    public Func<int, Task> Meanwhile { get; init; } = _ => Task.CompletedTask;

    public async Task<RpcPayload> CallRawAsync(RpcCall call, CancellationToken cancellation = default)
    {
        bool isQuestion = call.Method == "eth_call"
            && $"{call.Parameters[0]}".Contains($"\"data\":\"{Selector}", StringComparison.Ordinal);
        if (isQuestion) _asked.Enqueue(call);
        if (isQuestion) await Meanwhile(Count);
        if (isQuestion && Hangs) await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
        try
        {
            return await node.CallRawAsync(call, cancellation);
        }
        finally
        {
            if (isQuestion) Interlocked.Increment(ref _answered);
        }
    }

    public Task<RpcBatch> CallBatchAsync(IReadOnlyList<RpcCall> calls, CancellationToken cancellation = default) =>
        node.CallBatchAsync(calls, cancellation);
}
