using Cordon.Arena.Guards;

namespace Cordon.Cli.Demo;

/// <summary>The guardians' nodes at work in the arena, which speak with each other as the chain's registrations let
/// them.</summary>
internal sealed class NodeGuardSession(ArenaDefence defence, TimeProvider time) : IGuardSession
{
    private readonly PostedNode[] _nodes = [.. defence.Posts.Select(post => new PostedNode(defence, post, time))];

    /// <inheritdoc/>
    public bool BringsQuorum => _nodes.Length > 1;

    /// <inheritdoc/>
    public IReadOnlyList<GuardEvent> Events =>
        [.. _nodes.SelectMany(node => node.Diary.Events).OrderBy(step => step.At)];

    /// <summary>Starts the nodes and waits until each has seen the chain's newest block.</summary>
    /// <exception cref="Arena.ArenaException">One does not come so far in time.</exception>
    public Task StartAsync(CancellationToken cancellation) =>
        Task.WhenAll(_nodes.Select(node => node.StartAsync(cancellation)));

    public async ValueTask DisposeAsync() => await Task.WhenAll(_nodes.Select(node => node.DisposeAsync().AsTask()));
}
