using System.Collections.Concurrent;
using Cordon.Ethereum;
using Cordon.Node.Events;

namespace Cordon.Cli.Demo;

/// <summary>How far a node has come with what happens on its chains, by what it tells. Safe for several threads.
/// </summary>
internal sealed class NodeProgress
{
    private readonly ConcurrentDictionary<ulong, ulong> _newest = new(); // by chain
    private readonly ConcurrentDictionary<(ulong Chain, Hash256 Transaction), byte> _looked = new();
    private readonly ConcurrentDictionary<(ulong Chain, string Key), byte> _unsent = new();

    public void Note(NodeEvent happened)
    {
        switch (happened)
        {
            case NodeEvent.BlockScanned block:
                _newest[block.Chain] = block.Number;
                break;
            case NodeEvent.PendingSeen { Verdict: { IsComplete: true, Transaction: { } transaction } } seen:
                _looked[(seen.Chain, transaction.Hash)] = 0;
                break;
            case NodeEvent.ActionRequested asked:
                _unsent[(asked.Chain, asked.Request.Key)] = 0;
                break;
            case NodeEvent.ActionSent sent:
                _unsent.TryRemove((sent.Chain, sent.Record.Request.Key), out _);
                break;
            case NodeEvent.ActionFailed failed:
                _unsent.TryRemove((failed.Chain, failed.Decision.Key), out _);
                break;
        }
    }

    /// <summary>Whether the node has taken a block of a chain, or one after it, and has looked at these pending
    /// transactions of it, and what it asked for there is sent or has failed.</summary>
    public bool HasCome(ulong chain, ulong block, IReadOnlyList<Hash256> pending) =>
        _newest.TryGetValue(chain, out ulong newest) && newest >= block
        && pending.All(transaction => _looked.ContainsKey((chain, transaction)))
        && _unsent.Keys.All(asked => asked.Chain != chain);
}
