using Cordon.Arena;
using Cordon.Ethereum.Rpc;
using Cordon.Node.Tests.Kit;

namespace Cordon.Node.Tests.Duties;

/// <summary>One arena with three guardians for many tests, one after the other: each begins with the same chain, at the
/// beginning of an epoch.</summary>
public sealed class DutyFixture : IAsyncLifetime
{
    private GuardedArena? _arena;
    private string? _missing;
    private string _snapshot = "";

    /// <summary>The arena as it was before the first test.</summary>
    internal async Task<(GuardedArena Arena, ChallengedChain Chain)> BeginAsync(ITestOutputHelper output)
    {
        Assert.SkipWhen(_missing is not null, _missing ?? "");
        output.WriteLine($"seed {_arena!.Seed}");
        await _arena.AskAsync("anvil_dropAllTransactions");
        await _arena.AskAsync("evm_revert", _snapshot);
        _snapshot = await SnapshotAsync(_arena);
        ChallengedChain chain = new(_arena);
        await chain.BeginEpochAsync();
        return (_arena, chain);
    }

    public async ValueTask InitializeAsync()
    {
        try
        {
            _arena = await GuardedArena.BuildAsync(31_337, 0, 0, 0);
            await _arena.SendAsync(await _arena.PrepareAttackAsync("thief"));
            for (int i = 0; i < 20; i++) await _arena.MineAsync();
            _snapshot = await SnapshotAsync(_arena);
        }
        catch (ArenaException e) when (e.Message.Contains("is not installed", StringComparison.Ordinal))
        {
            _missing = e.Message;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_arena is not null) await _arena.DisposeAsync();
    }

    private static async Task<string> SnapshotAsync(GuardedArena arena)
    {
        using RpcPayload id = await arena.Client.CallRawAsync(new RpcCall("evm_snapshot"), GuardedArena.Stop);
        return System.Text.Json.JsonSerializer.Deserialize<string>(id.Json.Span)!;
    }
}
