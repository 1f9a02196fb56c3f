namespace Cordon.Arena.Guards;

/// <summary>Guards a protocol of the arena from outside, through the chain's node alone: what a trial puts to the test.
/// </summary>
public interface IArenaGuard
{
    /// <summary>Starts to guard; returns once it sees what happens from now on.</summary>
    Task<IGuardSession> StartAsync(ArenaDefence defence, CancellationToken cancellation = default);
}
