using Cordon.Arena.Chain;
using Cordon.Arena.Nodes;
using Cordon.Contracts;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Node.Tests.Kit;

namespace Cordon.Faults.Tests.Kit;

/// <summary>A chain with a guarded lender and an attack on it, both as new for every test.</summary>
public sealed class FaultArena() : SharedArena(FreePorts.Take(Guardians))
{
    private const ulong GweiInWei = 1_000_000_000;

    private const int Guardians = 3;

    private GuardedArena? _arena;
    private byte[] _attack = [];

    internal GuardedArena Arena => _arena!;

    /// <summary>The hash of the attack's transaction, the same in every test.</summary>
    internal Hash256 Attack { get; private set; }

    /// <summary>The attacker's contract, which the attack calls.</summary>
    internal Address Attacker { get; private set; }

    /// <summary>Puts the chain back to where it began.</summary>
    internal Task<GuardedArena> BeginAsync(ITestOutputHelper output) => ReturnAsync(output);

    /// <summary>Broadcasts the attack; it waits for the next block.</summary>
    internal Task SendAttackAsync() => Arena.Client.SendRawTransactionAsync(_attack, GuardedArena.Stop);

    /// <summary>How often an incident was raised on the chain since the test began.</summary>
    internal async Task<int> RaisesAsync() => (await LogsAsync(IncidentRegistry.RaisedEvent.Topic)).Count;

    /// <summary>What the registry logged of one kind: topics and data.</summary>
    internal async Task<IReadOnlyList<(Hash256[] Topics, byte[] Data)>> LogsAsync(Hash256 topic)
    {
        using RpcPayload answer = await Arena.Client.CallRawAsync(new RpcCall("eth_getLogs", RpcParam.Json(
            $"{{\"address\":\"{Arena.Registry}\",\"fromBlock\":\"0x0\",\"topics\":[\"{topic}\"]}}")),
            GuardedArena.Stop);
        using var logs = System.Text.Json.JsonDocument.Parse(answer.Json);
        return [.. logs.RootElement.EnumerateArray().Select(log => (
            log.GetProperty("topics").EnumerateArray().Select(each => Hash256.Parse(each.GetString()!)).ToArray(),
            Hex.Parse(log.GetProperty("data").GetString()!)))];
    }

    /// <summary>Whether the chain has counted a guardian's verdict.</summary>
    internal async Task<bool> HasAttestedAsync(Hash256 incident, int seat)
    {
        Address guardian = await Arena.ReadAsync(
            Arena.StakeContract, new GuardianStake.GuardianOfKeyCall(Arena.Seats[seat].Key.Address));
        uint index = (await Arena.ReadAsync(Arena.StakeContract, new GuardianStake.GuardianCall(guardian))).Index;
        return await Arena.ReadAsync(Arena.Registry, new IncidentRegistry.HasAttestedCall(incident, index));
    }

    /// <summary>Whether the attack is in a block.</summary>
    internal async Task<bool> IsAttackMinedAsync() =>
        await Arena.Client.GetTransactionReceiptAsync(Attack, GuardedArena.Stop) is not null;

    /// <summary>Demands that the breaker is tripped, by the guardian's one transaction, before the attack in its block.
    /// (The arena's lender does not ask the breaker, so the attack itself goes on.)</summary>
    internal async Task AssertStoppedAsync(GuardProcess guard, string about = "")
    {
        var settled = await guard.UntilAsync("action-settled", e => e.TryGetProperty("succeeded", out _));
        Assert.True(await Arena.ModeAsync() == 2, $"{about}: the breaker is not tripped\n{guard.Story()}");
        ulong pause = await Arena.IndexAsync(Hash256.Parse(settled.GetProperty("transaction").GetString()!));
        Assert.True(pause < await Arena.IndexAsync(Attack), $"{about}: the attack came first\n{guard.Story()}");
        await Arena.AssertRaisedOnceAsync(() => $"{about}\n{guard.Story()}");
        Assert.True(await RaisesAsync() == 1, $"{about}: raised more than once\n{guard.Story()}");
    }

    /// <summary>Waits until the guardian's own transactions are with the node, mined or not.</summary>
    internal async Task<ulong> UntilSentAsync(ulong count, GuardProcess guard)
    {
        ulong sent = 0;
        await guard.UntilAsync(async () =>
        {
            sent = await Arena.Client.GetTransactionCountAsync(Arena.Key.Address, "pending", GuardedArena.Stop);
            return sent >= count;
        }, $"{count} transactions of the guardian");
        return sent;
    }

    private protected override async Task FurnishAsync(GuardedArena arena)
    {
        _arena = arena;
        Act act = await arena.PrepareAttackAsync("attacker");
        SignedTransaction signed = act.Sender.Sign(new Transaction
        {
            ChainId = arena.ChainId,
            To = act.To,
            Data = act.Data,
            Value = act.Value,
            GasLimit = 3_000_000,
            MaxPriorityFeePerGas = act.TipGwei * GweiInWei,
            MaxFeePerGas = (2_000 + act.TipGwei) * GweiInWei,
        });
        (_attack, Attack, Attacker) = (signed.Encode(), signed.Hash(), act.To!.Value);
        // Blocks enough for a node that is some behind, and for the deepest reorganisation.
        await arena.AskAsync("anvil_mine", 80UL);
    }
}
