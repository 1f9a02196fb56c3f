using Cordon.Arena.Chain;
using Cordon.Arena.Deployment;
using Cordon.Domain.Signals;
using Cordon.Ethereum;

namespace Cordon.Engine.Pending.Tests;

/// <summary>Against anvil: an attack through the attacker's own contract, which names nobody, as the last of many
/// transactions that look no less urgent and pay more.</summary>
public class FloodTests(ITestOutputHelper output)
{
    private const int Senders = 3;
    private const int Each = 50;

    [Fact]
    public async Task Behind_a_flood_of_three_senders_the_attack_is_looked_at_among_the_first()
    {
        await using LiveArena arena = await LiveArena.BuildAsync(output);
        Hash256 attack = await FloodAsync(arena);

        // Whoever comes late finds them all at once.
        await using var watch = new RunningWatch(arena.Line(arena.Ipc), arena.Watched, [arena.Covered],
            new PendingWatchOptions { EagerCallsMax = 0, Workers = 1, QueueMax = 8, ReturnMax = 0 });
        PendingVerdict verdict = await watch.VerdictOnAsync(attack);
        PendingSummary summary = await watch.UntilAsync(() => Settled(watch));
        output.WriteLine($"{summary}");

        Assert.Contains(verdict.Signals, signal => signal.Severity >= Severity.High);
        Assert.InRange(summary.Skipped, Senders * Each / 2, Senders * Each);
        int before = watch.Verdicts.TakeWhile(said => said.Transaction?.Hash != attack).Count();
        Assert.InRange(before, 0, 30); // some were looked at before the attack was read
    }

    [Fact]
    public async Task What_was_skipped_is_looked_at_after_all_when_there_is_time_before_it_is_mined()
    {
        await using LiveArena arena = await LiveArena.BuildAsync(output);
        await FloodAsync(arena);

        await using var watch = new RunningWatch(arena.Line(arena.Ipc), arena.Watched, [arena.Covered],
            new PendingWatchOptions { EagerCallsMax = 0, Workers = 1, QueueMax = 8 });
        PendingSummary summary = await watch.UntilAsync(() => Settled(watch));
        output.WriteLine($"{summary}");

        Assert.Equal((0L, (Senders * Each) + 1L), (summary.Skipped, summary.Simulated));
        Assert.InRange(summary.Returned, Senders * Each / 2, Senders * Each);
    }

    private static PendingSummary? Settled(RunningWatch watch)
    {
        PendingSummary now = watch.Watch.Summary;
        long done = now.Simulated + now.Refused + now.Skipped + now.Mined;
        return now.Noticed == (Senders * Each) + 1 && done >= now.Noticed ? now : null;
    }

    private static async Task<Hash256> FloodAsync(LiveArena arena)
    {
        Act attack = await arena.PrepareAttackAsync();
        List<ArenaAccount> decoys = [];
        for (int i = 0; i < Senders; i++)
            decoys.Add(await arena.Stage.InviteAsync($"decoy {i}", isPoor: true, LiveArena.Cancellation));
        for (int i = 0; i < Senders * Each; i++)
        {
            // A contract that is nowhere costs nothing, and is a stranger every time.
            Act call = new(decoys[i % Senders], Transactions.Account(i), [1, 2, 3, 4], "distracts")
            {
                TipGwei = 100 * attack.TipGwei,
                GasLimit = 60_000, // the node shows no more than fits into a block
            };
            await arena.Stage.Chain.SendAsync(call, LiveArena.Cancellation);
        }

        return await arena.Stage.Chain.SendAsync(attack, LiveArena.Cancellation);
    }
}
