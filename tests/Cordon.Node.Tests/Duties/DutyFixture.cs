using Cordon.Node.Tests.Kit;

namespace Cordon.Node.Tests.Duties;

/// <summary>One arena with three guardians for many tests, one after the other: each begins with the same chain, at the
/// beginning of an epoch.</summary>
public sealed class DutyFixture() : SharedArena(0, 0, 0)
{
    /// <summary>The arena as it was before the first test.</summary>
    internal async Task<(GuardedArena Arena, ChallengedChain Chain)> BeginAsync(ITestOutputHelper output)
    {
        GuardedArena arena = await ReturnAsync(output);
        ChallengedChain chain = new(arena);
        await chain.BeginEpochAsync();
        return (arena, chain);
    }

    private protected override async Task FurnishAsync(GuardedArena arena)
    {
        await arena.SendAsync(await arena.PrepareAttackAsync("thief"));
        for (int i = 0; i < 20; i++) await arena.MineAsync();
    }
}
