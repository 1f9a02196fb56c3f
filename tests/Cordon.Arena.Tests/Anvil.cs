using Cordon.Arena.Nodes;

namespace Cordon.Arena.Tests;

/// <summary>Nodes for tests.</summary>
internal static class Anvil
{
    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<AnvilNode> StartAsync(AnvilOptions? options = null)
    {
        try
        {
            return await AnvilNode.StartAsync(options ?? new AnvilOptions(), cancellation: Cancellation);
        }
        catch (ArenaException e) when (e.Message.Contains("is not installed", StringComparison.Ordinal))
        {
            Assert.Skip(e.Message);
            throw;
        }
    }
}
