using Cordon.Arena;

namespace Cordon.Node.Tests.Kit;

/// <summary>One arena for many tests, one after the other: each begins with the same chain.</summary>
/// <param name="ports">On which the guardians' nodes will listen, one each; zero for one that is to be reached nowhere.
/// </param>
public abstract class SharedArena(params int[] ports) : IAsyncLifetime
{
    private GuardedArena? _arena;
    private string? _missing;
    private string _snapshot = "";

    public async ValueTask InitializeAsync()
    {
        try
        {
            _arena = await GuardedArena.BuildAsync(
                async arena =>
                {
                    await FurnishAsync(arena);
                    _snapshot = await arena.SnapshotAsync();
                },
                ports: ports);
        }
        catch (ArenaException e) when (e.Message.Contains("is not installed", StringComparison.Ordinal))
        {
            _missing = e.Message;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_arena is not null) await _arena.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Does what every test is to begin with.</summary>
    private protected abstract Task FurnishAsync(GuardedArena arena);

    /// <summary>The arena as it was before the first test; skips the test where the npm packages are missing.</summary>
    private protected async Task<GuardedArena> ReturnAsync(ITestOutputHelper output)
    {
        Assert.SkipWhen(_missing is not null, _missing ?? "");
        output.WriteLine($"seed {_arena!.Seed}");
        await _arena.AskAsync("anvil_dropAllTransactions");
        await _arena.AskAsync("evm_revert", _snapshot);
        _snapshot = await _arena.SnapshotAsync(); // it can be returned to once
        return _arena;
    }
}
