using System.Collections.Concurrent;
using Cordon.Arena.Guards;
using Cordon.Ethereum;

namespace Cordon.Cli.Demo;

/// <summary>The guardians' nodes at work in the arena, which speak with each other as the chain's registrations let
/// them.</summary>
internal sealed class NodeGuardSession(ArenaDefence defence, TimeProvider time) : IGuardSession
{
    private readonly PostedNode[] _nodes = [.. defence.Posts.Select(post => new PostedNode(defence, post, time))];
    private readonly ConcurrentDictionary<PostedNode, byte> _gone = new();

    /// <inheritdoc/>
    public bool BringsQuorum => _nodes.Length > 1;

    /// <inheritdoc/>
    public IReadOnlyList<GuardEvent> Events =>
        [.. _nodes.SelectMany(node => node.Diary.Events).OrderBy(step => step.At)];

    /// <inheritdoc/>
    public Task CatchUpAsync(
        ulong chain, ulong block, IReadOnlyList<Hash256> pending, CancellationToken cancellation = default) =>
        Task.WhenAll(_nodes.Where(node => !_gone.ContainsKey(node))
            .Select(node => node.CatchUpAsync(chain, block, pending, cancellation)));

    /// <inheritdoc/>
    public async Task KnockOutAsync(GuardPost post)
    {
        PostedNode node = _nodes.Single(each => each.Post == post);
        if (_gone.TryAdd(node, 0)) await node.DisposeAsync();
    }

    /// <summary>Starts the nodes and waits until each has seen the chain's newest block.</summary>
    /// <exception cref="Arena.ArenaException">One does not come so far in time.</exception>
    public Task StartAsync(CancellationToken cancellation) =>
        Task.WhenAll(_nodes.Select(node => node.StartAsync(cancellation)));

    public async ValueTask DisposeAsync() => await Task.WhenAll(
        _nodes.Where(node => _gone.TryAdd(node, 0)).Select(node => node.DisposeAsync().AsTask()));
}
