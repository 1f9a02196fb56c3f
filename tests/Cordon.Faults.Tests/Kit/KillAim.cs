using System.Text.Json.Nodes;
using Cordon.Domain.Policies;
using Cordon.Ethereum.Rpc;
using Cordon.Node;
using Cordon.Node.Tests.Kit;
using Cordon.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Cordon.Faults.Tests.Kit;

/// <summary>Brings a guard to a point of its answer to an attack and holds it there, with nothing but what stands
/// outside of it: the endpoint that it asks, and the lock of its files. One a round.</summary>
internal sealed class KillAim : IDisposable
{
    private readonly FaultArena _fixture;
    private readonly RpcProxy _proxy;
    private readonly string _data;
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _never = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SqliteConnection? _lock;
    private int _requests;

    public KillAim(FaultArena fixture, RpcProxy proxy, string data) =>
        (_fixture, _proxy, _data) = (fixture, proxy, data);

    /// <summary>Sends the attack and returns when the guard is at the point, where it stays.</summary>
    /// <param name="number">Of the request, for <see cref="KillPoint.AnyRequest"/>.</param>
    public async Task ReachAsync(KillPoint point, int number, GuardProcess guard)
    {
        if (point == KillPoint.Ahead) LockFiles();
        if (point != KillPoint.Settling) _proxy.Hold = (request, answer) => HoldAsync(point, number, request, answer);
        await _fixture.SendAttackAsync();
        switch (point)
        {
            case KillPoint.Ahead or KillPoint.Waiting:
                await guard.UntilAsync("action-sent");
                return;
            case KillPoint.Settling:
                await guard.UntilAsync("action-sent");
                _proxy.Hold = (request, answer) => HoldAsync(point, number, request, answer);
                await _fixture.Arena.MineAsync();
                break;
        }

        await guard.UntilAsync(() => Task.FromResult(_held.Task.IsCompleted), $"{point}");
    }

    /// <summary>What the guard, which has ended, left behind.</summary>
    public async Task<KillWindow> WindowAsync(KillPoint point)
    {
        _lock?.Dispose();
        (bool isDecided, bool isKept) = Left(withLog: true);
        if (point == KillPoint.Ahead && Left(withLog: false) != (false, false)) return KillWindow.NotAhead;
        GuardedArena arena = _fixture.Arena;
        ulong sent = await arena.Client.GetTransactionCountAsync(arena.Key.Address, "pending", GuardedArena.Stop);
        ulong mined = await arena.Client.GetTransactionCountAsync(arena.Key.Address, "latest", GuardedArena.Stop);
        return (isDecided, isKept) switch
        {
            (true, true) => mined > 0 ? KillWindow.Mined
                : sent > 0 ? KillWindow.BroadcastNotMined : KillWindow.KeptNotBroadcast,
            _ when sent > 0 => KillWindow.BroadcastNotKept,
            (true, false) => KillWindow.DecisionAlone,
            (false, true) => KillWindow.TransactionAlone,
            _ => KillWindow.NothingKept,
        };
    }

    public void Dispose()
    {
        _lock?.Dispose();
        _never.TrySetCanceled();
    }

    private Task HoldAsync(KillPoint point, int number, JsonObject request, JsonObject? answer)
    {
        string method = (string)request["method"]!;
        bool isAnswered = answer is not null;
        bool isHere = point switch
        {
            KillPoint.Asking => !isAnswered && IsAboutTheAttack(request),
            KillPoint.Broadcasting => !isAnswered && method == "eth_sendRawTransaction",
            KillPoint.Unanswered => isAnswered && method == "eth_sendRawTransaction",
            KillPoint.Settling => method == "eth_getTransactionReceipt" && answer?["result"] is not null,
            KillPoint.AnyRequest => !isAnswered && Interlocked.Increment(ref _requests) >= number,
            _ => false,
        };
        if (!isHere) return Task.CompletedTask;
        _held.TrySetResult();
        return _never.Task;
    }

    private bool IsAboutTheAttack(JsonObject request) =>
        (string?)request["method"] is "debug_traceCall" or "eth_simulateV1"
        && request.ToJsonString().Contains($"{_fixture.Attacker}", StringComparison.OrdinalIgnoreCase);

    // Another program writes to the file: whoever comes waits some seconds for it.
    private void LockFiles()
    {
        _lock = new SqliteConnection($"Data Source={NodeFiles.Decisions(_data)};Pooling=False");
        _lock.Open();
        using SqliteCommand begin = _lock.CreateCommand();
        begin.CommandText = "BEGIN IMMEDIATE";
        begin.ExecuteNonQuery();
    }

    // Opening files that a killed process left writes to them: the next one is to find what was left.
    private (bool IsDecided, bool IsKept) Left(bool withLog)
    {
        string file = NodeFiles.Decisions(_data);
        using TemporaryFolder folder = new();
        string copy = Path.Combine(folder.Path, "copy.db");
        foreach (string part in (string[])["", "-wal", .. withLog ? (string[])[".ahead"] : []])
        {
            if (File.Exists(file + part)) File.Copy(file + part, copy + part);
        }

        using SqliteNodeStore store = SqliteNodeStore.Open(copy);
        ResponseDecision[] paused = [.. store.Decisions.ReadSince(null, DateTimeOffset.UnixEpoch).Where(
            decision => decision is { Action: ResponseAction.Pause, Permission: Permission.Granted })];
        return (paused.Length > 0, paused.Any(decision => store.Sending.Find(decision.Key) is not null)
            || store.Sending.ReadOpen(_fixture.Arena.ChainId, _fixture.Arena.Key.Address).Count > 0);
    }
}
