using Cordon.Arena.Guards;

namespace Cordon.Arena.Tests.Trials;

/// <summary>Does nothing.</summary>
internal sealed class SleepingGuard : IArenaGuard
{
    /// <summary>What it was told, each time it was started.</summary>
    public List<ArenaDefence> Defences { get; } = [];

    public Task<IGuardSession> StartAsync(ArenaDefence defence, CancellationToken cancellation = default)
    {
        Defences.Add(defence);
        return Task.FromResult<IGuardSession>(new Session());
    }

    private sealed class Session : IGuardSession
    {
        public bool BringsQuorum => false;

        public IReadOnlyList<GuardEvent> Events => [];

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
