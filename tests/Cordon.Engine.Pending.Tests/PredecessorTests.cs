using Cordon.Arena.Bindings;
using Cordon.Arena.Chain;
using Cordon.Arena.Deployment;
using Cordon.Domain.Signals;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Engine.Pending.Tests;

/// <summary>Attacks that need an earlier transaction of the same sender, which is not mined either. Against anvil.
/// </summary>
public class PredecessorTests(ITestOutputHelper output)
{
    private const int Seed = 7;

    [Theory]
    [InlineData("none")]
    [InlineData("eth_simulateV1")] // by the call tree alone, on top of what the creation changes
    public async Task A_contract_created_and_used_by_two_pending_transactions_is_seen_at_its_work(string missing)
    {
        await using LiveArena arena = await LiveArena.BuildAsync(output);
        ArenaAccount attacker = await arena.Stage.InviteAsync("attacker", isPoor: true, LiveArena.Cancellation);
        await using FakeNode node = FakeNode.Without(arena.Client, missing);
        await using var watch = new RunningWatch(node.Client, arena.Watched, [arena.Covered]);
        byte[] code = new FlashSwapAttacker.Deployment(arena.World.DollarPool, arena.World.Lender)
            .Encode(arena.Stage.Bytecode.Attacker);
        var call = new FlashSwapAttacker.AttackCall(Deployer.Ether(2_000), Deployer.Ether(20_000));

        Hash256 creation = await SendAsync(arena, new Act(attacker, null, code, "prepares"));
        Hash256 attack = await SendAsync(
            arena, Act.Call(attacker, Address.ForCreate(attacker.Address, nonce: 0), call, "drains the lender"));
        PendingVerdict first = await watch.LastVerdictOnAsync(creation);
        // Where its body came before the creation's, it was examined alone before.
        await watch.UntilAsync(() => watch.Verdicts.FirstOrDefault(verdict =>
            verdict.Transaction?.Hash == attack && verdict is { IsComplete: true, Predecessors: 1 }));
        IReadOnlyList<Signal> signals = await watch.SignalsOnAsync(attack);

        Assert.DoesNotContain(first.Signals, signal => signal.Detector == "price-manipulation");
        Assert.Contains(signals, s => s.Detector == "price-manipulation" && s.Severity >= Severity.High);
        Assert.Equal(0, first.Predecessors); // of the attack's verdicts the one without may come in last
        Assert.Equal(1, watch.Verdicts.Where(v => v.Transaction?.Hash == attack).Max(v => v.Predecessors));
        Assert.Equal(missing == "none" ? 1 : 0, signals.Count(signal => signal.Detector == "invariant"));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("debug_traceCall")] // by the simulation alone, of all of them in one block
    public async Task An_approval_a_deposit_and_a_loan_that_are_all_pending_break_an_invariant_together(string missing)
    {
        await using LiveArena arena = await LiveArena.BuildAsync(output);
        using ArenaAccount borrower = await BorrowerAsync(arena);
        await using FakeNode node = FakeNode.Without(arena.Client, missing);
        await using var watch = new RunningWatch(
            node.Client, arena.Watched, [arena.InvariantOf("strict", "cash >= 300000000000000000000")]);

        Hash256 loan = default;
        foreach (Act act in Loan(arena, borrower, UInt256.MaxValue)) loan = await SendAsync(arena, act);
        PendingVerdict verdict = await BrokenByAsync(watch, loan);

        Signal broken = Assert.Single(verdict.Signals, signal => signal.Detector == "invariant");
        Assert.Equal(("strict", 2), ((string?)broken.Evidence["invariant"], verdict.Predecessors));
        foreach (PendingVerdict other in watch.Verdicts.Where(v => v.Transaction is { } t && t.Hash != loan))
            Assert.DoesNotContain(other.Signals, signal => signal.Detector == "invariant"); // each is judged by itself
    }

    [Theory]
    [InlineData(0, false)] // the earlier one is in a block, so the one before it is too
    [InlineData(1, true)] // the block that had it was reorganised away
    public async Task What_a_block_has_comes_before_nothing_and_the_node_is_not_asked(int blocksAfter, bool isAsked)
    {
        PendingTransaction[] chain =
            [.. Enumerable.Range(0, 3).Select(nonce => Transactions.Of(7) with
            {
                Hash = Transactions.Hash(nonce), Nonce = (ulong)nonce,
            })];
        var senders = new SenderBook(100, 1 << 20);
        var seen = new SeenTransactions(100);
        foreach (PendingTransaction transaction in chain)
        {
            senders.Place(transaction);
            seen.IsNew(transaction.Hash);
        }

        seen.NoteMined(Transactions.Block(5, chain[1].Hash));
        for (int block = 0; block < blocksAfter; block++) seen.NoteMined(Transactions.Block(5));
        await using FakeNode node = new((method, _) => method == "eth_getTransactionCount" ? "\"0x2\"" : null);
        var blind = new BlindLog(_ => { });
        await using var ring = new EndpointRing([node.Client], blind, TimeSpan.FromSeconds(1), TimeProvider.System);
        var predecessors = new Predecessors(
            senders, seen, new NodeRunner(ring, blind), ring, blind, new PendingWatchOptions());
        var head = new BlockHeader(5, Transactions.Hash(50), Transactions.Hash(49), 1);

        PredecessorState before = await predecessors.OfAsync(chain[2], head, LiveArena.Cancellation);

        Assert.Empty(before.Transactions);
        Assert.Equal(isAsked, node.Begun("eth_getTransactionCount"));
    }

    [Fact]
    public async Task What_was_replaced_by_a_dearer_transaction_does_not_come_before()
    {
        await using LiveArena arena = await LiveArena.BuildAsync(output);
        using ArenaAccount borrower = await BorrowerAsync(arena);
        Act[] acts = [.. Loan(arena, borrower, UInt256.MaxValue)];
        var revoking = new TestToken.ApproveCall(arena.World.Lender, UInt256.Zero);
        await using var watch = new RunningWatch(
            arena.Line(arena.Ipc), arena.Watched, [arena.InvariantOf("strict", "cash >= 300000000000000000000")]);

        using var again = new ArenaAccount(Seed, borrower.Name); // the same key, from its first nonce
        List<Hash256> sent = [];
        foreach (Act act in acts) sent.Add(await SendAsync(arena, act));
        await BrokenByAsync(watch, sent[2]);

        Act[] dearer =
        [
            Act.Call(again, arena.World.Coin, revoking, "revokes") with { TipGwei = 1_000 },
            .. Loan(arena, again, UInt256.MaxValue).Skip(1).Select(act => act with { TipGwei = 1_000 }),
        ];
        for (int i = 0; i < dearer.Length; i++)
        {
            Hash256 replacement = await SendAsync(arena, dearer[i]);
            PendingVerdict verdict = await watch.LastVerdictOnAsync(replacement);
            Assert.True(verdict.WasSimulated);
            Assert.Equal((sent[i], i), (verdict.Transaction!.Replaces, verdict.Predecessors));
            Assert.DoesNotContain(verdict.Signals, signal => signal.Detector == "invariant");
        }
    }

    [Fact]
    public async Task What_was_examined_before_its_predecessors_were_known_is_examined_again_and_not_said_twice()
    {
        await using LiveArena arena = await LiveArena.BuildAsync(output);
        using ArenaAccount borrower = await BorrowerAsync(arena);
        List<Hash256> sent = [];
        foreach (Act act in Loan(arena, borrower, UInt256.MaxValue)) sent.Add(await SendAsync(arena, act));
        Hash256[] backwards = [.. Enumerable.Reverse(sent)];
        int shown = 0;
        await using var node = new FakeNode((method, parameters) => method switch
        {
            "eth_getBlockByNumber" when parameters[0].GetString() == "pending" => "null",
            "eth_getFilterChanges" when Volatile.Read(ref shown) is < 3 and var last => $"[\"{backwards[last]}\"]",
            "eth_getFilterChanges" => "[]",
            _ => FakeNode.Forward(arena.Client, method, parameters),
        });
        await using var watch = new RunningWatch(
            node.Client, arena.Watched, [arena.InvariantOf("strict", "cash >= 300000000000000000000")],
            new PendingWatchOptions { PollInterval = TimeSpan.FromMilliseconds(20) });

        PendingVerdict alone = await watch.LastVerdictOnAsync(backwards[0]);
        for (shown = 1; shown < 3; shown++) await watch.LastVerdictOnAsync(backwards[shown]);
        PendingVerdict again = await watch.UntilAsync(() => watch.Verdicts.FirstOrDefault(
            verdict => verdict.Transaction?.Hash == backwards[0]
                && verdict.Signals.Any(signal => signal.Detector == "invariant")));

        Assert.Equal((0, false), (alone.Predecessors, alone.IsAmendment));
        Assert.Equal((2, true), (again.Predecessors, again.IsAmendment));
        Signal[] said = [.. watch.Verdicts.SelectMany(verdict => verdict.Signals)];
        Assert.Equal(said.Length, said.DistinctBy(signal => signal.Id).Count());
    }

    [Fact]
    public async Task What_is_mined_no_longer_comes_before()
    {
        await using LiveArena arena = await LiveArena.BuildAsync(output);
        using ArenaAccount borrower = await BorrowerAsync(arena);
        Act[] acts = [.. Loan(arena, borrower, UInt256.MaxValue)];
        await using var watch = new RunningWatch(
            arena.Line(arena.Ipc), arena.Watched, [arena.InvariantOf("strict", "cash >= 300000000000000000000")]);

        await watch.LastVerdictOnAsync(await SendAsync(arena, acts[0]));
        await watch.LastVerdictOnAsync(await SendAsync(arena, acts[1]));
        await arena.Stage.Chain.MineAsync(LiveArena.Cancellation);
        Hash256 loan = await SendAsync(arena, acts[2]);

        Assert.Contains(await watch.SignalsOnAsync(loan), signal => signal.Detector == "invariant");
        Assert.Equal(0, (await watch.LastVerdictOnAsync(loan)).Predecessors);
    }

    [Fact]
    public async Task A_chain_that_is_too_long_is_run_in_part_and_said_to_be()
    {
        await using LiveArena arena = await LiveArena.BuildAsync(output);
        using ArenaAccount borrower = await BorrowerAsync(arena);
        await using var watch = new RunningWatch(arena.Line(arena.Ipc), arena.Watched,
            [arena.InvariantOf("strict", "cash >= 300000000000000000000")],
            new PendingWatchOptions { PredecessorsMax = 1 });

        Hash256 loan = default;
        foreach (Act act in Loan(arena, borrower, UInt256.MaxValue)) loan = await SendAsync(arena, act);

        await watch.LastVerdictOnAsync(loan);
        await watch.UntilAsync(() => watch.Blind.FirstOrDefault(
            signal => (string?)signal.Evidence["missing"] == "long chains of pending transactions"));
        Assert.All(watch.Verdicts, verdict => Assert.InRange(verdict.Predecessors, 0, 1));
        Assert.DoesNotContain(watch.Verdicts, v => v.Signals.Any(signal => signal.Detector == "invariant"));
    }

    // Not its first verdict where it was announced before the others.
    private static Task<PendingVerdict> BrokenByAsync(RunningWatch watch, Hash256 hash) =>
        watch.UntilAsync(() => watch.Verdicts.FirstOrDefault(verdict =>
            verdict.Transaction?.Hash == hash && verdict.Signals.Any(signal => signal.Detector == "invariant")));

    private static IEnumerable<Act> Loan(LiveArena arena, ArenaAccount borrower, UInt256 allowance)
    {
        ArenaWorld world = arena.World;
        yield return Act.Call(borrower, world.Coin, new TestToken.ApproveCall(world.Lender, allowance), "approves");
        yield return Act.Call(
            borrower, world.Lender, new SpotPriceLender.DepositCollateralCall(Deployer.Ether(10_000)), "deposits");
        yield return Act.Call(borrower, world.Lender, new SpotPriceLender.BorrowCall(Deployer.Ether(5)), "borrows");
    }

    // Has coins, and has approved nobody.
    private static async Task<ArenaAccount> BorrowerAsync(LiveArena arena)
    {
        var borrower = new ArenaAccount(Seed, "borrower");
        await arena.Stage.Chain.EndowAsync(borrower.Address, Deployer.Ether(100), LiveArena.Cancellation);
        var gift = new TestToken.TransferCall(borrower.Address, Deployer.Ether(10_000));
        await SendAsync(arena, Act.Call(arena.Stage.Traders[0], arena.World.Coin, gift, "gives"));
        await arena.Stage.Chain.MineAsync(LiveArena.Cancellation);
        return borrower;
    }

    private static Task<Hash256> SendAsync(LiveArena arena, Act act) =>
        arena.Stage.Chain.SendAsync(act, LiveArena.Cancellation);
}
