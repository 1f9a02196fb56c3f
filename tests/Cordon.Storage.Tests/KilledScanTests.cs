using System.Diagnostics;
using Cordon.Storage.Sqlite;

namespace Cordon.Storage.Tests;

/// <summary>A real process is killed with SIGKILL while it scans real blocks into a database.</summary>
public class KilledScanTests
{
    private const int Kills = 100;
    private const int Seed = 20260301;
    private const int FileBytesMax = 60_000; // the smaller blocks of the pack: a scan of about a second

    [Fact]
    public async Task A_scan_killed_at_a_hundred_random_points_ends_with_the_database_of_an_unbroken_one()
    {
        string[] files = PackFiles();
        Assert.SkipWhen(files.Length == 0, "the block pack is not here: set CORDON_DATA to the data folder");
        using TemporaryFolder folder = new();
        string unbroken = folder.File("unbroken.db");
        TimeSpan whole = await RunToTheEndAsync(unbroken, files);
        string expected = TemporaryFolder.Dump(unbroken);
        Random random = new(Seed);

        int kills = 0, finished = 0, resumed = 0;
        for (int scan = 0; kills < Kills; scan++)
        {
            string database = folder.File($"killed{scan}.db");
            bool isFinished = false;
            while (!isFinished && kills < Kills)
            {
                if (Delivered(database) is > 0 and var delivered && delivered < files.Length) resumed++;
                isFinished = await RunAndKillAsync(database, files, random.NextDouble() * whole.TotalMilliseconds);
                if (!isFinished) kills++;
            }

            if (!isFinished) await RunToTheEndAsync(database, files);
            finished++;
            Assert.Equal(expected, TemporaryFolder.Dump(database));
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"seed {Seed}: {kills} kills, {resumed} of them with blocks kept before, {finished} scans finished");
        Assert.True(resumed >= Kills / 4,
            $"only {resumed} of {kills} runs took up a half-finished scan: the kills miss");
    }

    // Returns whether the scan was over before the kill.
    private static async Task<bool> RunAndKillAsync(string database, string[] files, double afterMs)
    {
        using Process process = Start(database, files);
        await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken); // "ready"
        process.WaitForExit(TimeSpan.FromMilliseconds(afterMs));
        process.Kill(); // SIGKILL on Unix
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode == 0;
    }

    private static async Task<TimeSpan> RunToTheEndAsync(string database, string[] files)
    {
        using Process process = Start(database, files);
        await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        long begun = Stopwatch.GetTimestamp();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal("", await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.Equal(0, process.ExitCode);
        return Stopwatch.GetElapsedTime(begun);
    }

    private static Process Start(string database, string[] files)
    {
        ProcessStartInfo start = new("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Cordon.ScanHost.dll"));
        start.ArgumentList.Add(database);
        start.ArgumentList.Add("3");
        foreach (string file in files) start.ArgumentList.Add(file);
        return Process.Start(start)!;
    }

    private static long Delivered(string database)
    {
        if (!File.Exists(database)) return 0;
        using SqliteScanStore store = SqliteScanStore.Open(database);
        return store.ReadCursor("recordings")?.Delivered ?? 0;
    }

    private static string[] PackFiles()
    {
        string? data = Environment.GetEnvironmentVariable("CORDON_DATA");
        for (string? at = AppContext.BaseDirectory; data is null && at is not null; at = Path.GetDirectoryName(at))
        {
            string candidate = Path.Combine(at, "..", "shared", "data");
            if (File.Exists(Path.Combine(at, "Cordon.slnx"))) data = Path.GetFullPath(candidate);
        }

        string pack = Path.Combine(data ?? "", "blocks");
        return Directory.Exists(pack)
            ? [.. Directory.GetFiles(pack, "*.json.gz").Where(file => new FileInfo(file).Length < FileBytesMax)]
            : [];
    }
}
