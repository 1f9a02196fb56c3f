using Cordon.Domain.Incidents;
using Cordon.Domain.Policies;
using Cordon.Domain.Ports;
using Cordon.Domain.Signals;
using Cordon.Storage.Sqlite;
using FsCheck;
using FsCheck.Fluent;

namespace Cordon.Storage.Tests;

public sealed class DecisionStoreTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("decisions.db");

    private static Gen<ResponseDecision> Decisions =>
        from key in Gen.Elements("a/pause", "b/pause", "b/notify")
        from protocol in Gen.Elements("lender", "bridge", "it's \"odd\"\n")
        from action in Gen.Elements(Enum.GetValues<ResponseAction>())
        from permission in Gen.Elements(Enum.GetValues<Permission>())
        from seconds in Gen.Choose(0, 260_000)
        from reasons in Gen.ListOf(Gen.Elements("The belief reaches 0.9.", "Ein Satz mit ü.", ""))
        from minutes in Gen.Choose(0, 3_000)
        select Decision(key) with
        {
            Protocol = protocol,
            Action = action,
            Permission = permission,
            Duration = TimeSpan.FromSeconds(seconds),
            Reasons = [.. reasons],
            At = Start + TimeSpan.FromMinutes(minutes),
            Answer = minutes % 3 == 0
                ? new SignedAnswer(minutes % 2 == 0, Start + TimeSpan.FromSeconds(seconds), "0x0a0b")
                : null,
        };

    [Fact]
    public void Gives_back_every_decision_as_it_was_kept_in_the_order_of_keeping_also_after_it_was_opened_again() =>
        Prop.ForAll(Gen.ListOf(Decisions).ToArbitrary(), decisions =>
        {
            string path = _folder.File($"{Guid.NewGuid():N}.db");
            using (SqliteDecisionStore store = SqliteDecisionStore.Open(path)) store.Keep([.. decisions]);
            using SqliteDecisionStore again = SqliteDecisionStore.Open(path);
            bool sameAll = Texts(again.ReadSince(null, Start)).SequenceEqual(Texts(decisions));
            bool sameOne = Texts(again.ReadSince("lender", Start + TimeSpan.FromDays(1))).SequenceEqual(Texts(
                decisions.Where(d => d.Protocol == "lender" && d.At >= Start + TimeSpan.FromDays(1))));
            bool sameLatest = decisions.Select(d => d.Key).Distinct().All(key =>
                Text(again.Find(key)!) == Text(decisions.Last(d => d.Key == key)));
            return sameAll && sameOne && sameLatest;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_later_decision_of_a_key_takes_the_place_of_an_earlier_one_and_both_stay_to_be_read()
    {
        using SqliteDecisionStore store = SqliteDecisionStore.Open(Path);
        store.Keep([Decision("a/pause") with { Permission = Permission.NeedsHuman }]);
        store.Keep([Decision("a/pause") with { Permission = Permission.Granted }]);

        Assert.Equal(Permission.Granted, store.Find("a/pause")!.Permission);
        Assert.Equal(2, store.ReadSince(null, Start).Count);
        Assert.Null(store.Find("b/pause"));
    }

    [Fact]
    public async Task Of_two_answers_at_once_one_stands_and_the_other_is_told_so()
    {
        using SqliteDecisionStore node = SqliteDecisionStore.Open(Path);
        node.Keep([Decision("a/pause") with { Permission = Permission.NeedsHuman }]);
        Assert.False(node.KeepAnswer(Decision("b/pause"))); // nobody asked

        bool[] kept = await Task.WhenAll(((Permission[])[Permission.Granted, Permission.Withheld]).Select(
            permission => Task.Run(() =>
            {
                using SqliteDecisionStore human = SqliteDecisionStore.OpenExisting(Path);
                return human.KeepAnswer(Decision("a/pause") with { Permission = permission });
            })));

        Assert.Single(kept, true);
        Assert.Equal(kept[0] ? Permission.Granted : Permission.Withheld, node.Find("a/pause")!.Permission);
        Assert.Equal(2, node.ReadSince(null, Start).Count);
    }

    [Fact]
    public void A_signed_answer_stands_until_it_is_judged_and_one_that_does_not_count_makes_room_for_another()
    {
        using SqliteDecisionStore store = SqliteDecisionStore.Open(Path);
        ResponseDecision asked = Decision("a/pause") with { Permission = Permission.NeedsHuman };
        ResponseDecision yes = asked with { Answer = new SignedAnswer(true, Start, "0x01") };
        ResponseDecision no = asked with { Answer = new SignedAnswer(false, Start, "0x02") };
        store.Keep([asked]);

        Assert.True(store.KeepAnswer(yes));
        Assert.False(store.KeepAnswer(no));
        Assert.False(store.KeepAnswer(yes));
        Assert.True(store.Find("a/pause")!.Answer!.IsYes);

        store.Keep([asked]); // what a node makes of an answer that does not count
        Assert.True(store.KeepAnswer(no));
        Assert.False(store.Find("a/pause")!.Answer!.IsYes);
    }

    [Fact]
    public void Keeps_the_incident_that_was_decided_about_in_its_latest_version()
    {
        using SqliteDecisionStore store = SqliteDecisionStore.Open(Path);
        store.Keep([Decision("a/notify")], [Incident("a", 1)]);
        store.Keep([Decision("a/pause")], [Incident("a", 3)]);
        store.Keep([Decision("a/attest")]);

        Assert.Equal(3, store.FindIncident("a")!.SignalCount);
        Assert.Null(store.FindIncident("b"));
    }

    [Fact]
    public void Two_programs_write_to_it_and_each_reads_what_the_other_has_written()
    {
        using SqliteDecisionStore node = SqliteDecisionStore.Open(Path);
        node.Keep([Decision("a/pause") with { Permission = Permission.NeedsHuman }]);
        using (SqliteDecisionStore human = SqliteDecisionStore.OpenExisting(Path))
            human.Keep([Decision("a/pause") with { Permission = Permission.Granted }]);
        node.Keep([Decision("b/pause")]);

        Assert.Equal(Permission.Granted, node.Find("a/pause")!.Permission);
        Assert.Equal(3, node.ReadSince(null, Start).Count);
    }

    [Fact]
    public void All_of_several_decisions_are_kept_or_none()
    {
        using SqliteDecisionStore store = SqliteDecisionStore.Open(Path);
        TemporaryFolder.Run(
            Path,
            "CREATE TRIGGER full BEFORE INSERT ON decision WHEN new.key = 'b/pause' "
                + "BEGIN SELECT RAISE(ABORT, 'no'); END");

        Assert.Throws<StoreException>(() => store.Keep([Decision("a/pause"), Decision("b/pause")], [Incident("a", 1)]));
        Assert.Empty(store.ReadSince(null, Start));
        Assert.Null(store.FindIncident("a"));
        store.Keep([Decision("a/pause")]); // the store goes on
        Assert.Single(store.ReadSince(null, Start));
    }

    [Fact]
    public void What_a_killed_program_had_kept_is_there_and_what_was_torn_is_not()
    {
        // The file as a power failure leaves it: the log cut at any byte.
        using (SqliteDecisionStore store = SqliteDecisionStore.Open(Path, withRoom: true))
        {
            for (int i = 0; i < 8; i++) store.Keep([Decision($"{i}/pause")]);
            File.Copy(Path, _folder.File("copy.db"));
            File.Copy(Path + "-wal", _folder.File("copy.db-wal"));
        }

        byte[] log = Written(File.ReadAllBytes(_folder.File("copy.db-wal")));
        int before = int.MaxValue;
        for (int cut = log.Length; cut > 0; cut -= 997)
        {
            string path = _folder.File($"cut{cut}.db");
            File.Copy(_folder.File("copy.db"), path);
            File.WriteAllBytes(path + "-wal", log[..cut]);
            int[] found;
            try
            {
                using SqliteDecisionStore store = SqliteDecisionStore.Open(path);
                found = [.. store.ReadSince(null, Start).Select(decision => int.Parse(decision.Key.Split('/')[0]))];
            }
            catch (StoreException)
            {
                continue; // cut before the tables were there
            }

            Assert.Equal(Enumerable.Range(0, found.Length), found); // the first ones, none between missing
            Assert.True(found.Length <= before);
            before = found.Length;
        }

        Assert.True(before < 8);
    }

    // The log is longer than what was written to it: behind that are frames of an earlier round, with other salts.
    private static byte[] Written(byte[] log)
    {
        const int header = 32, frame = 24 + 4_096;
        int length = header;
        while (length + frame <= log.Length && log.AsSpan(length + 8, 8).SequenceEqual(log.AsSpan(16, 8)))
            length += frame;
        Assert.InRange(length, header + (8 * frame), log.Length - frame); // and all of it fitted in
        return log[..length];
    }

    [Fact]
    public void Several_programs_may_open_it_at_the_same_moment()
    {
        SqliteDecisionStore.Open(Path).Dispose();

        Parallel.For(0, 32, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            using SqliteDecisionStore store = SqliteDecisionStore.Open(Path, withRoom: i % 2 == 0);
            store.Keep([Decision($"{i}/pause")]);
        });

        using SqliteDecisionStore last = SqliteDecisionStore.OpenExisting(Path);
        Assert.Equal(32, last.ReadSince(null, Start).Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_full_disk_is_said_so_and_what_was_kept_stays(bool withRoom)
    {
        using SqliteDecisionStore store = SqliteDecisionStore.Open(
            Path, new SqliteStoreOptions { SizeMaxMb = 1 }, withRoom);
        store.Keep([Decision("a/pause")]);
        ResponseDecision large = Decision("b/pause") with { Reasons = [new string('x', 2_000_000)] };

        StoreException refused = Assert.Throws<StoreException>(() => store.Keep([large]));
        Assert.Contains("no space left", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["a/pause"], store.ReadSince(null, Start).Select(decision => decision.Key));
        store.Keep([Decision("c/pause")]); // there is room for what is small
        Assert.NotNull(store.Find("c/pause"));
    }

    [Fact]
    public void A_journal_of_sending_is_not_taken_for_a_store_of_decisions()
    {
        SqliteSendJournal.Open(Path).Dispose();

        StoreException refused = Assert.Throws<StoreException>(() => SqliteDecisionStore.Open(Path));
        Assert.Equal($"{Path}: is a database of another program: give another file.", refused.Message);
    }

    [Fact]
    public void A_store_that_no_node_has_made_is_not_made_by_who_only_asks()
    {
        StoreException refused = Assert.Throws<StoreException>(() => SqliteDecisionStore.OpenExisting(Path));
        Assert.Contains("there is no such database", refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"key\":1}")]
    public void A_damaged_row_is_named_not_skipped(string json)
    {
        using SqliteDecisionStore store = SqliteDecisionStore.Open(Path);
        store.Keep([Decision("a/pause")]);
        TemporaryFolder.Run(Path, "UPDATE decision SET json = $json", json);

        StoreException refused = Assert.Throws<StoreException>(() => store.Find("a/pause"));
        Assert.Contains("a row cannot be read", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<string> Texts(IEnumerable<ResponseDecision> decisions) => decisions.Select(Text);

    private static string Text(ResponseDecision decision)
    {
        using MemoryStream bytes = new();
        using (System.Text.Json.Utf8JsonWriter json = new(bytes)) ResponseDecisionJson.Write(json, decision);
        return System.Text.Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static ResponseDecision Decision(string key) => Sample.Decision(key);

    private static Incident Incident(string id, int signals) => new()
    {
        Id = id,
        Chain = 1,
        Root = "tx 0x00",
        Summary = "an attack",
        Severity = Severity.High,
        LogOdds = 2,
        PriorLogOdds = -3,
        SignalCount = signals,
        FirstBlock = 1,
        LastBlock = 2,
        Clocks = new IncidentClocks(0, 0, Start),
    };
}
