using Cordon.Arena;

namespace Cordon.Response.Attestations.Tests.Kit;

/// <summary>Starts worlds for tests, and waits for what they become.</summary>
internal static class Worlds
{
    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A world with guardians of these stakes; the test is skipped where anvil is not installed.</summary>
    public static async Task<GuardianWorld> StartAsync(params ulong[] stakes)
    {
        try
        {
            return await GuardianWorld.StartAsync(stakes, Stop);
        }
        catch (ArenaException missing) when (missing.Message.Contains("is not installed", StringComparison.Ordinal))
        {
            Assert.Skip(missing.Message);
            throw;
        }
    }

    /// <summary>Waits until something holds, for at most so many seconds.</summary>
    public static Task UntilAsync(this GuardianWorld world, Func<bool> holds, string what, int seconds = 20) =>
        world.UntilAsync(() => Task.FromResult(holds()), what, seconds);

    /// <summary>Likewise, for what has to be asked.</summary>
    public static async Task UntilAsync(
        this GuardianWorld world, Func<Task<bool>> holds, string what, int seconds = 20)
    {
        long started = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            if (TimeProvider.System.GetElapsedTime(started).TotalSeconds > seconds)
                Assert.Fail($"never: {what}\n{Story(world)}");
            await Task.Delay(20, Stop);
        }
    }

    private static string Story(GuardianWorld world) => string.Join('\n', world.Guardians.SelectMany(
        (guardian, i) => guardian.Events.TakeLast(8).Select(happened => $"{i}: {happened}")));
}
