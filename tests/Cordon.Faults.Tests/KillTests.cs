using Cordon.Faults.Tests.Kit;
using Cordon.Node;
using Cordon.Node.Tests.Kit;

namespace Cordon.Faults.Tests;

/// <summary>The guard's process ends in the middle of an attack, and another takes its place.</summary>
[Collection(FaultCollection.Name)]
public class KillTests(FaultArena fixture, ITestOutputHelper output)
{
    private const int Seed = 20_261_122;
    private static int Rounds => Environment.GetEnvironmentVariable("CORDON_LONG") is { Length: > 0 } ? 200 : 10;

    [Fact]
    public async Task Killed_at_any_moment_of_an_attack_it_loses_nothing_sends_nothing_twice_and_trips_the_breaker()
    {
        Random random = new(Seed);
        TimeSpan answer = TimeSpan.MaxValue;
        for (int i = 0; i < 3; i++) answer = new(Math.Min(answer.Ticks, (await TimeOfAnAnswerAsync()).Ticks));
        int undecided = 0, unsent = 0;
        for (int round = 0; round < Rounds; round++)
        {
            // Anywhere up to well after the answer, and every other time close to it, where most is under way.
            double share = random.NextDouble();
            TimeSpan moment = answer * (round % 2 == 0 ? 1.5 * share : 0.75 + (0.5 * share));
            string about = $"round {round} of seed {Seed}, killed {moment.TotalMilliseconds:0.0} ms after the attack";
            GuardedArena arena = await fixture.BeginAsync(output);
            using TemporaryFolder folder = new();
            string config = GuardConfig.Write(arena, folder.Path);
            HashSet<string> known;
            await using (GuardProcess first = GuardProcess.Start(arena, config))
            {
                await first.CatchUpAsync(arena);
                await fixture.SendAttackAsync();
                await Task.Delay(moment, GuardedArena.Stop);
                await first.KillAsync();
                known = first.Incidents();
                if (!first.Of("decision").Any()) undecided++;
                if (!first.Of("action-sent").Any()) unsent++;
            }

            await using GuardProcess second = GuardProcess.Start(arena, config);
            Assert.True(await fixture.UntilSentAsync(1, second) == 1, about);
            await arena.MineAsync();
            await second.CatchUpAsync(arena);
            await fixture.AssertStoppedAsync(second, about);
            await arena.MineAsync();
            await second.CatchUpAsync(arena);
            await fixture.AssertStoppedAsync(second, about);
            HashSet<string> still = second.Incidents();
            Assert.True(known.IsSubsetOf(still), $"{about}: lost {string.Join(", ", known.Except(still))}\n"
                + second.Story());
        }

        output.WriteLine($"{Rounds} rounds: killed before a decision {undecided}, before sending {unsent} times; "
            + $"undisturbed the pause is sent {answer.TotalMilliseconds:0} ms after the attack");
    }

    // Of a process that has just begun, as every one here has.
    private async Task<TimeSpan> TimeOfAnAnswerAsync()
    {
        GuardedArena arena = await fixture.BeginAsync(output);
        using TemporaryFolder folder = new();
        await using GuardProcess guard = GuardProcess.Start(arena, GuardConfig.Write(arena, folder.Path));
        await guard.CatchUpAsync(arena);
        long begun = TimeProvider.System.GetTimestamp();
        await fixture.SendAttackAsync();
        await guard.UntilAsync("action-sent");
        return TimeProvider.System.GetElapsedTime(begun);
    }

    [Fact]
    public async Task Interrupted_and_started_again_it_goes_on_where_it_was()
    {
        GuardedArena arena = await fixture.BeginAsync(output);
        using TemporaryFolder folder = new();
        string config = GuardConfig.Write(arena, folder.Path);
        await using (GuardProcess first = GuardProcess.Start(arena, config))
        {
            await first.CatchUpAsync(arena);
            string data = Path.Combine(folder.Path, "data");
            foreach (string file in (string[])[NodeFiles.Sending(data), NodeFiles.Decisions(data)])
                Assert.True(new FileInfo(file + "-wal").Length >= 1 << 20, $"no room was made in {file}");
            await fixture.SendAttackAsync();
            await fixture.UntilSentAsync(1, first);
            Assert.Equal(0, await first.InterruptAsync());
        }

        await using GuardProcess second = GuardProcess.Start(arena, config);
        await arena.MineAsync();
        await fixture.AssertStoppedAsync(second);
    }
}
