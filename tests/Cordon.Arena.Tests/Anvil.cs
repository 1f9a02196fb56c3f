using Cordon.Arena.Nodes;

namespace Cordon.Arena.Tests;

/// <summary>Nodes for tests.</summary>
internal static class Anvil
{
    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static Task<AnvilNode> StartAsync(AnvilOptions? options = null) =>
        StartAsync(Task.FromResult, options);

    /// <summary>Builds something around a node.</summary>
    public static async Task<T> StartAsync<T>(Func<AnvilNode, Task<T>> build, AnvilOptions? options = null)
    {
        try
        {
            return await AnvilNode.StartAsync(options ?? new AnvilOptions(), build, cancellation: Cancellation);
        }
        catch (ArenaException e) when (e.Message.Contains("is not installed", StringComparison.Ordinal))
        {
            Assert.Skip(e.Message);
            throw;
        }
    }
}
