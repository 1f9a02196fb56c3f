using Cordon.Arena.Chain;
using Cordon.Domain.Invariants;
using Cordon.Domain.Signals;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Engine.Pending.Tests;

public class RehearsalTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_contract_that_can_drain_the_lender_is_found_before_anybody_calls_it()
    {
        await using LiveArena arena = await LiveArena.BuildAsync(output);
        Act attack = await arena.PrepareAttackAsync();

        Signal signal = Assert.Single(await TryAsync(arena, [arena.Covered], attack.To!.Value, attack.Sender.Address));

        output.WriteLine(signal.Summary);
        Assert.Equal((Rehearsal.Detector, Severity.High), (signal.Detector, signal.Severity));
        Assert.Equal([arena.World.Lender, attack.To.Value, attack.Sender.Address], signal.Subjects);
        Assert.Equal($"{attack.To}", signal.Evidence["attacker"]!.ToString());
        byte[] data = Convert.FromHexString(signal.Evidence["calldata"]!.ToString().AsSpan(2));
        await arena.Stage.Chain.SendAsync(attack with { Data = data }, LiveArena.Cancellation);
        await arena.Stage.Chain.MineAsync(LiveArena.Cancellation); // throws if what was rehearsed does not go
    }

    [Fact]
    public async Task Honest_contracts_break_nothing_whatever_they_are_called_with()
    {
        await using LiveArena arena = await LiveArena.BuildAsync(output);
        Address trader = arena.Stage.Traders[0].Address;

        foreach (Address honest in (Address[])[arena.World.Router, arena.World.Coin, arena.World.Lender])
            Assert.Empty(await TryAsync(arena, [arena.Covered], honest, trader));
    }

    [Fact]
    public async Task Nobody_but_the_creator_is_let_in_and_nothing_is_asked_without_invariants()
    {
        await using LiveArena arena = await LiveArena.BuildAsync(output);
        Act attack = await arena.PrepareAttackAsync();

        Assert.Empty(await TryAsync(arena, [arena.Covered], attack.To!.Value, arena.Stage.Traders[0].Address));
        Assert.Empty(await TryAsync(arena, [], attack.To.Value, attack.Sender.Address));
    }

    private static async Task<IReadOnlyList<Signal>> TryAsync(
        LiveArena arena, IReadOnlyList<Invariant> invariants, Address contract, Address creator)
    {
        BlockHeader head = (await arena.Client.GetBlockHeaderAsync("latest", LiveArena.Cancellation))!;
        return await new Rehearsal(arena.Client, LiveArena.ChainId, invariants)
            .TryAsync(head, contract, creator, LiveArena.Cancellation);
    }
}
