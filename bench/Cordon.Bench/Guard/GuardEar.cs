using System.Collections.Concurrent;
using System.Threading.Channels;
using Cordon.Domain.Sending;
using Cordon.Engine.Pending;
using Cordon.Ethereum;
using Cordon.Node.Events;

namespace Cordon.Bench.Guard;

/// <summary>Hears what the node under measurement says.</summary>
internal sealed class GuardEar : INodeListener
{
    private readonly ConcurrentDictionary<Hash256, TaskCompletionSource<PendingVerdict>> _verdicts = [];
    private readonly Channel<NodeEvent.ActionSent> _sent = Channel.CreateUnbounded<NodeEvent.ActionSent>();
    private readonly Channel<NodeEvent.ActionSettled> _settled = Channel.CreateUnbounded<NodeEvent.ActionSettled>();
    private readonly Channel<ulong> _blocks = Channel.CreateUnbounded<ulong>();

    public void Take(NodeEvent happened)
    {
        switch (happened)
        {
            case NodeEvent.PendingSeen { Verdict: { Transaction: { } transaction, IsComplete: true } verdict }:
                SourceOf(transaction.Hash).TrySetResult(verdict);
                break;
            case NodeEvent.ActionSent sent:
                _sent.Writer.TryWrite(sent);
                break;
            case NodeEvent.ActionSettled { Record.State: SendState.Mined } settled:
                _settled.Writer.TryWrite(settled);
                break;
            case NodeEvent.BlockScanned block:
                _blocks.Writer.TryWrite(block.Number);
                break;
            case NodeEvent.ActionFailed failed:
                Console.WriteLine($"action failed: {failed.Reason}");
                break;
            case NodeEvent.Blind { Missing: not "the registry's bounds" } blind:
                Console.WriteLine($"blind: {blind.Missing}: {blind.Cause}");
                break;
        }
    }

    /// <summary>The complete verdict on a transaction.</summary>
    public Task<PendingVerdict> VerdictAsync(Hash256 hash, TimeSpan patience) =>
        SourceOf(hash).Task.WaitAsync(patience);

    /// <summary>The next answer to an attack.</summary>
    public Task<NodeEvent.ActionSent> SentAsync(TimeSpan patience) =>
        _sent.Reader.ReadAsync().AsTask().WaitAsync(patience);

    /// <summary>Answers nobody has waited for.</summary>
    public int Unasked => _sent.Reader.Count;

    /// <summary>Waits until an answer is in a block.</summary>
    public Task SettledAsync(TimeSpan patience) => _settled.Reader.ReadAsync().AsTask().WaitAsync(patience);

    /// <summary>Waits until the node has scanned a block.</summary>
    public async Task ScannedAsync(ulong number, TimeSpan patience)
    {
        while (await _blocks.Reader.ReadAsync().AsTask().WaitAsync(patience) < number)
        {
        }
    }

    private TaskCompletionSource<PendingVerdict> SourceOf(Hash256 hash) => _verdicts.GetOrAdd(
        hash, _ => new TaskCompletionSource<PendingVerdict>(TaskCreationOptions.RunContinuationsAsynchronously));
}
