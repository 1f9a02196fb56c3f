using Cordon.Faults.Tests.Kit;
using Cordon.Node;
using Cordon.Node.Tests.Kit;

namespace Cordon.Faults.Tests;

/// <summary>The guard's process ends in the middle of an attack, and another takes its place.</summary>
[Collection(FaultCollection.Name)]
public class KillTests(FaultArena fixture, ITestOutputHelper output)
{
    private const int Seed = 20_261_122;
    private const int RequestsMax = 24;
    private static readonly KillPoint[] Points = Enum.GetValues<KillPoint>();

    // What must have been left behind at least as often as each point was aimed at.
    private static readonly KillWindow[] Wanted =
        [KillWindow.NothingKept, KillWindow.KeptNotBroadcast, KillWindow.BroadcastNotMined, KillWindow.Mined];

    private static bool IsLong => Environment.GetEnvironmentVariable("CORDON_LONG") is { Length: > 0 };

    [Fact]
    public async Task Killed_at_any_moment_of_an_attack_it_loses_nothing_sends_nothing_twice_and_trips_the_breaker()
    {
        Random random = new(Seed);
        int rounds = IsLong ? 200 : Points.Length;
        Dictionary<KillWindow, int> windows = [];
        Dictionary<KillPoint, int> points = [];
        List<KillPoint> next = [];
        for (int round = 0; round < rounds; round++)
        {
            if (next.Count == 0) next.AddRange(Shuffled(random));
            KillPoint point = next[0];
            next.RemoveAt(0);
            int request = random.Next(1, RequestsMax);
            KillWindow window = await RoundAsync(point, request, $"round {round} of seed {Seed}, {point} {request}");
            windows[window] = windows.GetValueOrDefault(window) + 1;
            points[point] = points.GetValueOrDefault(point) + 1;
        }

        string told = $"{rounds} rounds, killed at {Text(points)}; found {Text(windows)}";
        output.WriteLine(told);
        Assert.All(Wanted, window => Assert.True(
            windows.GetValueOrDefault(window) >= rounds / Points.Length, $"{window} was missed: {told}"));
    }

    private static KillPoint[] Shuffled(Random random)
    {
        KillPoint[] points = [.. Points];
        random.Shuffle(points);
        return points;
    }

    private static string Text<T>(Dictionary<T, int> counts) where T : struct, Enum =>
        string.Join(", ", counts.OrderBy(count => count.Key).Select(count => $"{count.Key} {count.Value}"));

    private async Task<KillWindow> RoundAsync(KillPoint point, int request, string about)
    {
        GuardedArena arena = await fixture.BeginAsync(output);
        using TemporaryFolder folder = new();
        await using RpcProxy proxy = new($"{arena.Node.Http}");
        string config = GuardConfig.Write(arena, folder.Path, [proxy.Url]);
        HashSet<string> known;
        KillWindow window;
        using (KillAim aim = new(fixture, proxy, Path.Combine(folder.Path, "data")))
        {
            await using GuardProcess first = GuardProcess.Start(arena, config);
            await first.CatchUpAsync(arena);
            await aim.ReachAsync(point, request, first);
            await first.KillAsync();
            known = first.Incidents();
            window = await aim.WindowAsync(point);
        }

        about = $"{about}, which left {window}";
        Assert.True(Expected(point).Contains(window), about);
        await using GuardProcess second = GuardProcess.Start(arena, GuardConfig.Write(arena, folder.Path));
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
        return window;
    }

    // A decision and what carries it out are kept together or not at all, and before anybody gets it.
    private static KillWindow[] Expected(KillPoint point) => point switch
    {
        KillPoint.Asking => [KillWindow.NothingKept],
        KillPoint.Broadcasting => [KillWindow.KeptNotBroadcast],
        KillPoint.Ahead or KillPoint.Unanswered or KillPoint.Waiting => [KillWindow.BroadcastNotMined],
        KillPoint.Settling => [KillWindow.Mined],
        _ => [KillWindow.NothingKept, KillWindow.KeptNotBroadcast, KillWindow.BroadcastNotMined],
    };

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
            FileInfo log = new(NodeFiles.Decisions(data) + "-wal");
            Assert.True(log.Length >= 1 << 20, $"no room was made in {log}");
            await fixture.SendAttackAsync();
            await fixture.UntilSentAsync(1, first);
            Assert.Equal(0, await first.InterruptAsync());
        }

        await using GuardProcess second = GuardProcess.Start(arena, config);
        await arena.MineAsync();
        await fixture.AssertStoppedAsync(second);
    }
}
