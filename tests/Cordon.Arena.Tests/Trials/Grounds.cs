using System.Security.Cryptography;
using Cordon.Arena.Trials;

namespace Cordon.Arena.Tests.Trials;

/// <summary>Trial grounds for tests, with blocks that follow each other quickly, and wait for a guard for some seconds
/// where the machine is slow.</summary>
internal static class Grounds
{
    public static async Task<TrialGround> BuildAsync(ITestOutputHelper output)
    {
        int seed = RandomNumberGenerator.GetInt32(int.MaxValue);
        output.WriteLine($"seed {seed}");
        try
        {
            return await TrialGround.BuildAsync(
                new TrialOptions { Seed = seed, BlockTime = TimeSpan.FromSeconds(1) },
                cancellation: Anvil.Cancellation);
        }
        catch (ArenaException e) when (e.Message.Contains("is not installed", StringComparison.Ordinal))
        {
            Assert.Skip(e.Message);
            throw;
        }
    }
}
