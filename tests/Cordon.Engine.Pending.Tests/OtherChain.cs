using System.Text.Json;
using Cordon.Domain.Invariants;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Engine.Pending.Tests;

/// <summary>A chain besides the one under test, of which a test says what its newest block has.</summary>
internal sealed class OtherChain : IAsyncDisposable
{
    public const ulong Id = 99;

    private readonly FakeNode _node;
    private readonly Queue<ulong> _next = new();
    private ulong _ether;
    private int _blocks;

    public OtherChain(ulong ether)
    {
        _ether = ether;
        _node = new FakeNode(Answer);
    }

    /// <summary>What it locked, in whole ether.</summary>
    public ulong Ether
    {
        set => Volatile.Write(ref _ether, value);
    }

    /// <summary>When its newest block was made; now unless a test says otherwise.</summary>
    public DateTimeOffset? MadeAt { get; set; }

    /// <summary>What its newest block says of its time, in seconds, whatever <see cref="MadeAt"/> is; null for that.
    /// </summary>
    public ulong? Timestamp { get; set; }

    /// <summary>Holds answers back until it is set.</summary>
    public ManualResetEventSlim Gate { get; } = new(initialState: true);

    /// <summary>Whether it reverts the call.</summary>
    public bool Reverts { get; set; }

    /// <summary>How often its newest block was asked for, answered or not.</summary>
    public int Asked => Volatile.Read(ref _blocks);

    /// <summary>All faults that were told, and null for each reading that was none.</summary>
    public List<string?> Told { get; } = [];

    public RpcClient Client => _node.Client;

    /// <summary>What it has locked.</summary>
    public static InvariantCall Locked { get; } =
        InvariantCall.Parse("locked", "0x00000000000000000000000000000000000000aa.locked()(uint256)", Address.Zero)
            with
        { Chain = Id, AgeMax = TimeSpan.FromMinutes(1) };

    /// <param name="isPatient">Whether it may take a minute to answer, as a machine that is busy with other tests does;
    /// otherwise as long as by default.</param>
    public ForeignValues For(Invariant invariant, TimeProvider? time = null, bool isPatient = true) => new(
        [invariant], id => id == Id ? Client : null, (_, fault) => Tell(fault), time ?? TimeProvider.System,
        isPatient ? TimeSpan.FromMinutes(1) : null);

    /// <summary>The values of the next readings, before that of <see cref="Ether"/>.</summary>
    public void Then(params ulong[] ether)
    {
        lock (_next)
        {
            foreach (ulong value in ether) _next.Enqueue(value);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Gate.Set();
        await _node.DisposeAsync();
        Gate.Dispose();
    }

    private void Tell(string? fault)
    {
        lock (Told) Told.Add(fault);
    }

    private string? Answer(string method, JsonElement parameters)
    {
        if (method == "eth_getBlockByNumber")
        {
            int number = Interlocked.Increment(ref _blocks);
            Gate.Wait(TimeSpan.FromSeconds(30));
            ulong made = Timestamp
                ?? (ulong)(MadeAt ?? TimeProvider.System.GetUtcNow()).ToUnixTimeSeconds();
            return $"{{\"number\":\"0x{number:x}\",\"hash\":\"{Transactions.Hash(number)}\","
                + $"\"parentHash\":\"{Transactions.Hash(0)}\",\"timestamp\":\"0x{made:x}\"}}";
        }

        if (method != "eth_call") return null;
        Assert.Equal($"{Locked.Contract}", parameters[0].GetProperty("to").GetString());
        Assert.Equal(66, parameters[1].GetProperty("blockHash").GetString()!.Length);
        if (Reverts) return "error {\"code\":3,\"message\":\"execution reverted\"}";
        lock (_next)
        {
            ulong ether = _next.TryDequeue(out ulong next) ? next : Volatile.Read(ref _ether);
            return $"\"{new Hash256((UInt256)ether * 1_000_000_000_000_000_000)}\"";
        }
    }
}
