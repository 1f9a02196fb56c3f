using Cordon.Arena;
using Cordon.Arena.Chain;
using Cordon.Ethereum.Rpc;

namespace Cordon.Node.Tests.Kit;

/// <summary>One arena for many tests, one after the other: each begins with the same chain and an attacker of its own.
/// </summary>
public sealed class ArenaFixture : IAsyncLifetime
{
    private const int Attacks = 32; // more than there are tests

    private readonly Queue<Act> _attacks = new();
    private GuardedArena? _arena;
    private string? _missing;
    private string _snapshot = "";

    /// <summary>The arena as it was before the first test, and an attack that nobody has sent.</summary>
    internal async Task<(GuardedArena Arena, Act Attack)> BeginAsync(ITestOutputHelper output)
    {
        Assert.SkipWhen(_missing is not null, _missing ?? "");
        output.WriteLine($"seed {_arena!.Seed}");
        await _arena.AskAsync("anvil_dropAllTransactions");
        await _arena.AskAsync("evm_revert", _snapshot);
        _snapshot = await SnapshotAsync(_arena);
        return (_arena, _attacks.Dequeue());
    }

    public async ValueTask InitializeAsync()
    {
        try
        {
            _arena = await GuardedArena.BuildAsync(async arena =>
            {
                for (int i = 0; i < Attacks; i++) _attacks.Enqueue(await arena.PrepareAttackAsync($"attacker {i}"));
                _snapshot = await SnapshotAsync(arena);
            });
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
