using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Cordon.Storage.Sqlite;
using Cordon.Storage.Tests;
using Cordon.Testing;

namespace Cordon.Cli.Live.Tests;

/// <summary>The program is killed with SIGKILL while it scans real blocks into a database.</summary>
public sealed partial class KilledScanTests
{
    private const int Seed = 20260301;
    private const int Chains = 4;

    // Where the machine grows slower or faster, the kills miss until their delays have followed it.
    private const double Longer = 1.25;

    private static int Kills => Environment.GetEnvironmentVariable("CORDON_LONG") is { Length: > 0 } ? 100 : 12;

    private static int ResumedMin => Kills / 4;

    private static int KillsMax => 10 * Kills;

    [Fact]
    public async Task A_scan_killed_at_random_points_ends_with_the_database_of_an_unbroken_one()
    {
        using TemporaryFolder folder = new();
        string[] files = Write(folder.Path);
        string unbroken = folder.File("unbroken.db");
        long begun = Stopwatch.GetTimestamp();
        await ScanAsync(files, unbroken);
        TimeSpan whole = Stopwatch.GetElapsedTime(begun);
        string expected = TemporaryFolder.Dump(unbroken);
        Random random = new(Seed);

        int kills = 0, resumed = 0;
        bool IsEnough() => kills >= KillsMax || (kills >= Kills && resumed >= ResumedMin);
        for (int scan = 0; !IsEnough(); scan++)
        {
            string database = folder.File($"killed{scan}.db");
            bool isFinished = false;
            while (!isFinished && !IsEnough())
            {
                long delivered = Delivered(database, files);
                if (delivered > 0 && delivered < files.Length) resumed++;
                begun = Stopwatch.GetTimestamp();
                isFinished = await RunAndKillAsync(files, database, random.NextDouble() * whole);
                if (isFinished && delivered == 0) whole = Stopwatch.GetElapsedTime(begun);
                if (isFinished) continue;
                kills++;
                if (Delivered(database, files) == delivered) whole *= Longer;
            }

            if (!isFinished) await ScanAsync(files, database);
            Assert.Equal(expected, TemporaryFolder.Dump(database));
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"seed {Seed}: {kills} kills, {resumed} of scans that went on; delays up to {whole.TotalSeconds:N2} s");
        Assert.True(resumed >= ResumedMin,
            $"only {resumed} of {kills} runs took up a half-finished scan: the kills miss");
    }

    // Returns whether the scan was over before the kill.
    private static async Task<bool> RunAndKillAsync(string[] files, string database, TimeSpan after)
    {
        await using CordonProcess run = CordonProcess.Start(["scan", "--db", database, "--file", .. files]);
        Task<int> end = run.EndAsync();
        using CancellationTokenSource alarm = new(after);
        try
        {
            return await end.WaitAsync(alarm.Token) == 0;
        }
        catch (OperationCanceledException)
        {
            await run.KillAsync();
            return await end == 0;
        }
    }

    private static Task<CordonProcess> ScanAsync(string[] files, string database) =>
        CordonProcess.RunAsync(0, ["scan", "--db", database, "--file", .. files]);

    // The same blocks as those of several chains, so that a scan has many commits.
    private static string[] Write(string folder)
    {
        List<string> paths = [];
        for (int chain = 1; chain <= Chains; chain++)
        {
            foreach (string file in LiveChain.RealFiles())
            {
                string json = Encoding.UTF8.GetString(Recordings.Read(file));
                string path = Path.Combine(folder, $"{chain}-{Path.GetFileNameWithoutExtension(file)}");
                File.WriteAllText(path, ChainId().Replace(json, $"\"chainId\":{chain},", 1));
                paths.Add(path);
            }
        }

        return [.. paths];
    }

    [GeneratedRegex("\"chainId\": ?1,")]
    private static partial Regex ChainId();

    private static long Delivered(string database, string[] files)
    {
        if (!File.Exists(database)) return 0;
        using SqliteScanStore store = SqliteScanStore.Open(database);
        return store.ReadCursor("files " + string.Join(' ', files))?.Delivered ?? 0;
    }
}
