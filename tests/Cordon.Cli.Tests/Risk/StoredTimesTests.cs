using Cordon.Cli.Risk;
using Cordon.Cli.Terminal;
using Cordon.Domain.Incidents;
using Cordon.Domain.Ports;
using Cordon.Domain.Signals;
using Cordon.Economics.Models;
using Cordon.Economics.Numbers;
using Cordon.Economics.Survival;
using Cordon.Ethereum;
using Cordon.Storage.Sqlite;

namespace Cordon.Cli.Tests.Risk;

/// <summary>Detection and response times out of databases: a scan's and a node's.</summary>
public sealed class StoredTimesTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Begun at a block's time, detected after seconds, contained after minutes; null where it is not.
    private static Incident Incident(
        int number, double? detected, double? contained = null, IncidentState state = IncidentState.Open)
    {
        ulong began = (ulong)Start.ToUnixTimeSeconds() + (ulong)number * 60;
        DateTimeOffset at = IncidentClocks.Time(began);
        DateTimeOffset? found = detected is { } seconds ? at.AddSeconds(seconds) : null;
        DateTimeOffset? stopped = contained is { } minutes ? found!.Value.AddMinutes(minutes) : null;
        return new Incident
        {
            Id = $"incident {number}",
            Chain = 1,
            Root = $"tx {number}",
            Summary = "somebody took something",
            Severity = Severity.High,
            LogOdds = 1,
            PriorLogOdds = -3,
            FirstBlock = (ulong)number,
            LastBlock = (ulong)number,
            State = state,
            Clocks = new IncidentClocks(began, began, found, stopped),
        };
    }

    private string ScanOf(params Incident[] incidents)
    {
        string path = _folder.Path("scan.db");
        using SqliteScanStore store = SqliteScanStore.Open(path);
        for (int i = 0; i < incidents.Length; i++)
        {
            Hash256 hash = HashOf(i + 1);
            store.Commit([new BlockCommit
            {
                Cursor = new ScanCursor("node", i + 1, 1, (ulong)i + 1, hash),
                Block = new StoredBlock
                {
                    Chain = 1,
                    Number = (ulong)i + 1,
                    Hash = hash,
                    ParentHash = HashOf(i),
                    Signals = [],
                    Incidents = [incidents[i]],
                },
                Incidents = [incidents[i]],
            }]);
        }

        return path;
    }

    private static Hash256 HashOf(int number)
    {
        byte[] bytes = new byte[Hash256.SizeBytes];
        BitConverter.TryWriteBytes(bytes, number);
        bytes[^1] = 1;
        return new Hash256(bytes);
    }

    private static double[] Seconds(IEnumerable<Duration> durations) =>
        [.. durations.Select(duration => Math.Round(duration.Time.ToDouble() * 60, 3))];

    [Fact]
    public void Every_stored_incident_counts_also_those_older_than_a_reorganisation_can_reach()
    {
        int many = new SqliteStoreOptions().ReorgDepthMax * 2;
        string path = ScanOf([.. Enumerable.Range(1, many).Select(i => Incident(i, detected: i % 10))]);

        DetectionModel times = StoredTimes.Of(path, new DetectionModel());

        Assert.Equal(many, times.MinutesToDetect.Count);
        Assert.Equal(Enumerable.Range(1, many).Sum(i => i % 10), Seconds(times.MinutesToDetect).Sum());
        Assert.Contains($"{many} incidents in scan.db", times.Source, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_is_not_contained_took_longer_than_until_the_latest_known_moment()
    {
        string path = ScanOf(
            Incident(1, detected: 12, contained: 5), Incident(2, detected: 0), Incident(10, detected: 30));

        DetectionModel times = StoredTimes.Of(path, new DetectionModel());

        Assert.Equal([0, 12, 30], Seconds(times.MinutesToDetect).Order());
        Assert.Equal(300, Seconds(times.MinutesToRespond.Where(duration => duration.IsEvent)).Single());
        // The last known moment is the detection of the third, 8 minutes and 30 seconds after that of the second.
        Assert.Equal([0, 510], Seconds(times.MinutesToRespond.Where(duration => !duration.IsEvent)).Order());
        Assert.Equal(5 + 8.5, times.MeanMinutesToRespond, 6);
    }

    [Fact]
    public void What_was_no_attack_or_belongs_to_another_incident_does_not_count()
    {
        string path = ScanOf(
            Incident(1, 10), Incident(2, 999, state: IncidentState.Dismissed),
            Incident(3, 999, state: IncidentState.Merged), Incident(4, 999, state: IncidentState.Retracted),
            Incident(5, 20, state: IncidentState.Confirmed), Incident(6, 30, state: IncidentState.Resolved));

        DetectionModel times = StoredTimes.Of(path, new DetectionModel());

        Assert.Equal([10, 20, 30], Seconds(times.MinutesToDetect).Order());
        Assert.Equal(2, times.MinutesToRespond.Count); // the resolved one is over, nobody knows since when
    }

    [Fact]
    public void Without_any_containment_the_models_own_response_times_stay()
    {
        DetectionModel model = new() { MinutesToRespond = [new Duration(new Rational(7, 1), IsEvent: true)] };

        DetectionModel times = StoredTimes.Of(ScanOf(Incident(1, 10)), model);

        Assert.Equal(7, times.MeanMinutesToRespond);
        Assert.Contains("response times are the model's", times.Source, StringComparison.Ordinal);
    }

    [Fact]
    public void A_nodes_decisions_tell_when_incidents_were_contained()
    {
        string path = _folder.Path("decisions.db");
        using (SqliteDecisionStore store = SqliteDecisionStore.Open(path))
            store.Keep([], [Incident(1, 4, contained: 2), Incident(2, 6, contained: 4)]);

        DetectionModel times = StoredTimes.Of(path, new DetectionModel());

        Assert.Equal([4, 6], Seconds(times.MinutesToDetect).Order());
        Assert.Equal([120, 240], Seconds(times.MinutesToRespond).Order());
    }

    [Fact]
    public void A_scan_of_the_past_measures_nothing_and_says_what_would()
    {
        string path = ScanOf(Incident(1, null), Incident(2, null));

        CommandException refused =
            Assert.Throws<CommandException>(() => StoredTimes.Of(path, new DetectionModel()));

        Assert.Contains("found none among 2", refused.Message, StringComparison.Ordinal);
        Assert.Contains("--blocks follow", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chain_whose_clock_is_absurd_ends_in_numbers_and_not_in_a_crash()
    {
        Incident absurd = Incident(1, 10);
        absurd = absurd with { Clocks = absurd.Clocks with { StartedAt = ulong.MaxValue, LatestAt = ulong.MaxValue } };

        DetectionModel times = StoredTimes.Of(ScanOf(absurd, Incident(2, 10)), new DetectionModel());

        Assert.Equal([0, 10], Seconds(times.MinutesToDetect).Order());
    }

    [Theory]
    [InlineData("this is no database at all, but long enough to be looked at as one")]
    [InlineData("SQLite format 3\0 and then nothing that would make sense")]
    public void What_is_no_database_of_ours_is_refused(string content)
    {
        string path = _folder.Write("other.db", System.Text.Encoding.UTF8.GetBytes(content));
        string model = _folder.Write("m.yaml", "name: m"u8.ToArray());

        CommandRun run = CommandRun.Of("risk", "report", "--model", model, "--db", path);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("other.db", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_report_says_where_its_times_come_from()
    {
        string model = _folder.Write("m.yaml", "name: m"u8.ToArray());
        string path = ScanOf(Incident(1, 12, contained: 5), Incident(2, 24));

        CommandRun run = CommandRun.Of("risk", "report", "--model", model, "--db", path, "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("2 incidents in scan.db (1 contained, 1 not yet)", run.Out, StringComparison.Ordinal);
    }
}
