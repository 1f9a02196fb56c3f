using Cordon.Arena.Guards;

namespace Cordon.Cli.Demo;

/// <summary>Guards the arena with guardian nodes as <c>cordon guard</c> runs them, each from a configuration file.
/// </summary>
internal sealed class NodeGuard(TimeProvider time) : IArenaGuard
{
    /// <inheritdoc/>
    public async Task<IGuardSession> StartAsync(ArenaDefence defence, CancellationToken cancellation = default)
    {
        var session = new NodeGuardSession(defence, time);
        try
        {
            await session.StartAsync(cancellation);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }
}
