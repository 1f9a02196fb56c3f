using Cordon.Arena.Chain;

namespace Cordon.Node.Tests.Kit;

/// <summary>One arena for many tests, one after the other: each begins with the same chain and an attacker of its own.
/// </summary>
public sealed class ArenaFixture() : SharedArena(0)
{
    private const int Attacks = 32; // more than there are tests

    private readonly Queue<Act> _attacks = new();

    /// <summary>The arena as it was before the first test, and an attack that nobody has sent.</summary>
    internal async Task<(GuardedArena Arena, Act Attack)> BeginAsync(ITestOutputHelper output) =>
        (await ReturnAsync(output), _attacks.Dequeue());

    private protected override async Task FurnishAsync(GuardedArena arena)
    {
        for (int i = 0; i < Attacks; i++) _attacks.Enqueue(await arena.PrepareAttackAsync($"attacker {i}"));
    }
}
