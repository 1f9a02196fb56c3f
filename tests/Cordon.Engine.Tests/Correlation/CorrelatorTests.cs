using Cordon.Domain.Incidents;
using Cordon.Domain.Protocols;
using Cordon.Domain.Signals;
using Cordon.Engine.Correlation;
using Cordon.Engine.Pipeline;
using Cordon.Engine.Tests.Kit;
using Cordon.Ethereum;

namespace Cordon.Engine.Tests.Correlation;

public class CorrelatorTests
{
    private static Mark Says(
        string detector, Severity severity, string victim = "vault", string attacker = "", double sure = 0.9) =>
        new(detector, severity, victim, attacker, sure);

    private static ScriptTx Tx(string name, params Mark[] marks) => new(name, "sender of " + name, marks);

    private static ScriptTx From(string sender, string name, params Mark[] marks) => new(name, sender, marks);

    // One block a list of transactions, numbered from 1.
    private static async Task<Incident[]> IncidentsOf(params ScriptTx[][] blocks)
    {
        ScriptBlock[] chain = [.. blocks.Select((transactions, i) =>
            new ScriptBlock((ulong)(i + 1), $"b{i + 1}", $"b{i}", transactions) { Timestamp = (ulong)(1000 + i) })];
        Collector collected = await Scan.RunAsync(chain);
        return [.. collected.NetIncidents.Keys.Select(id => collected.Incidents.Last(incident => incident.Id == id))
            .OrderBy(incident => incident.FirstBlock).ThenBy(incident => incident.Root)];
    }

    [Fact]
    public async Task One_attack_with_twenty_signals_is_one_incident()
    {
        string[] detectors = ["alpha", "beta", "reentrancy", "price-manipulation", "attacker-profit"];
        ScriptTx[] steps = [.. Enumerable.Range(0, 4).Select(i => From("thief", $"t{i}",
            [.. detectors.Select(detector => Says(detector, Severity.High, $"vault{i}"))]))];

        Incident[] incidents = await IncidentsOf([steps[0], steps[1]], [steps[2]], [steps[3]]);

        Incident incident = Assert.Single(incidents);
        Assert.Equal(20, incident.Reasons.Count(reason => reason.Detector != "tally")); // which speaks up by itself
        Assert.Equal(24, incident.SignalCount);
        Assert.Equal(4, incident.Transactions.Length);
        Assert.Equal((1UL, 3UL), (incident.FirstBlock, incident.LastBlock));
        Assert.Equal((1000UL, 1002UL), (incident.Clocks.StartedAt, incident.Clocks.LatestAt));
        Assert.Equal([Names.Address("thief")], incident.Attackers);
    }

    [Theory]
    [InlineData("arbitrage")]
    [InlineData("alpha")]
    public async Task Information_never_opens_an_incident_however_much_of_it_there_is(string detector)
    {
        ScriptTx[] many = [.. Enumerable.Range(0, 50).Select(i => From("bot", $"t{i}", Says(detector, Severity.Info)))];

        // Different victims: the tallying detector of the kit would speak up at every third mark.
        many = [.. many.Select((tx, i) => tx with { Marks = [tx.Marks[0] with { Subject = $"pool{i}" }] })];

        Assert.Empty(await IncidentsOf(many));
    }

    [Fact]
    public async Task Information_adds_evidence_to_the_incident_of_its_transaction()
    {
        Incident[] alone = await IncidentsOf([Tx("t", Says("reentrancy", Severity.High))]);
        Incident[] helped = await IncidentsOf(
            [Tx("t", Says("reentrancy", Severity.High), Says("arbitrage", Severity.Info))]);

        Assert.True(helped[0].LogOdds > alone[0].LogOdds);
        Assert.Equal(2, helped[0].SignalCount);
        Assert.Equal(alone[0].Id, helped[0].Id);
    }

    [Fact]
    public async Task Information_about_another_transaction_of_the_attacker_stays_out()
    {
        Incident[] incidents = await IncidentsOf(
            [From("s", "t1", Says("alpha", Severity.High)), From("s", "t2", Says("arbitrage", Severity.Info, "pool"))]);

        Assert.Equal(1, Assert.Single(incidents).SignalCount);
    }

    [Fact]
    public async Task Attacks_by_different_people_on_different_victims_stay_apart()
    {
        Incident[] incidents = await IncidentsOf(
            [Tx("t1", Says("alpha", Severity.High, "vault1")), Tx("t2", Says("alpha", Severity.High, "vault2"))]);

        Assert.Equal(2, incidents.Length);
        Assert.Equal(2, incidents.Select(incident => incident.Id).Distinct().Count());
    }

    [Fact]
    public async Task Attacks_on_the_same_victim_by_different_people_are_one_threat()
    {
        Incident incident = Assert.Single(await IncidentsOf(
            [Tx("t1", Says("alpha", Severity.High))], [Tx("t2", Says("beta", Severity.Medium))]));

        Assert.Equal([Names.Address("vault")], incident.Victims);
        Assert.Equal(2, incident.Attackers.Length);
    }

    [Fact]
    public async Task Sandwiches_in_one_pool_by_different_bots_stay_apart_and_those_of_one_bot_join()
    {
        Incident[] incidents = await IncidentsOf(
            [
                Tx("t1", Says("sandwich", Severity.Medium, "pool", "bot1")),
                Tx("t2", Says("sandwich", Severity.Medium, "pool", "bot2")),
            ],
            [Tx("t3", Says("sandwich", Severity.Medium, "pool2", "bot1"))]);

        Assert.Equal(2, incidents.Length);
        Assert.Equal([1, 2], incidents.Select(incident => incident.SignalCount).Order());
    }

    [Fact]
    public async Task A_step_after_the_window_is_an_incident_of_its_own()
    {
        ScriptBlock[] blocks =
        [
            new(1, "b1", "b0", Tx("t1", Says("alpha", Severity.High))),
            new(301, "b301", "b300", Tx("t2", Says("alpha", Severity.High))),
            new(602, "b602", "b601", Tx("t3", Says("beta", Severity.High))),
        ];

        Collector collected = await Scan.RunAsync(blocks, Engine.Reorgs.Continuity.Recording);

        // 300 blocks join the first two; 301 separate the third.
        Assert.Equal(2, collected.NetIncidents.Count);
        Assert.Equal([1UL, 1UL, 602UL], collected.Incidents.Select(incident => incident.FirstBlock));
    }

    [Fact]
    public async Task A_signal_that_links_two_incidents_makes_them_one_under_the_older_name()
    {
        ScriptBlock[] blocks =
        [
            new(1, "b1", "b0", From("thief", "t1", Says("alpha", Severity.High, "vault1"))),
            new(2, "b2", "b1", From("other", "t2", Says("alpha", Severity.Critical, "vault2"))),
            new(3, "b3", "b2", From("thief", "t3", Says("alpha", Severity.Medium, "vault2"))),
        ];

        Collector collected = await Scan.RunAsync(blocks);

        Incident older = collected.Incidents[0], younger = collected.Incidents[1];
        Incident merged = collected.Incidents.Last(incident => incident.Id == older.Id);
        Incident absorbed = collected.Incidents.Last(incident => incident.Id == younger.Id);
        Assert.Equal((IncidentState.Merged, older.Id), (absorbed.State, absorbed.MergedInto));
        Assert.Equal((Severity.Critical, 3, 3), (merged.Severity, merged.SignalCount, merged.Transactions.Length));
    }

    [Fact]
    public async Task The_id_is_the_same_in_every_run_and_another_on_another_block()
    {
        ScriptTx attack = Tx("t", Says("alpha", Severity.High));

        Incident[] first = await IncidentsOf([attack]);
        Incident[] again = await IncidentsOf([attack]);
        Incident[] later = await IncidentsOf([], [attack]);

        Assert.Equal(first[0].Id, again[0].Id);
        Assert.NotEqual(first[0].Id, later[0].Id);
        Assert.Matches("^[0-9a-f]{32}$", first[0].Id);
    }

    [Fact]
    public async Task The_gravest_signal_gives_severity_summary_and_first_subject()
    {
        Incident incident = Assert.Single(await IncidentsOf(
            [Tx("t", Says("alpha", Severity.Medium, "pool"), Says("beta", Severity.Critical))]));

        Assert.Equal((Severity.Critical, "beta says Critical"), (incident.Severity, incident.Summary));
        Assert.Equal([Names.Address("vault"), Names.Address("pool")], incident.Subjects);
    }

    [Fact]
    public void The_incident_of_a_protected_contract_carries_the_protocols_name()
    {
        WatchList watched = new([new Protocol("Bank", 1, [Names.Address("vault")])]);
        Signal signal = SignalOn("vault");
        List<Incident> changed = [];

        new Correlator(new CorrelationOptions(), watched).Advance(
            IncidentBook.Empty, new(1, 5, default, default), 0, [signal], _ => null, changed);
        new Correlator(new CorrelationOptions(), watched).Advance(
            IncidentBook.Empty, new(56, 5, default, default), 0, [signal with { Chain = 56 }], _ => null, changed);

        Assert.Equal(["Bank", null], changed.Select(incident => incident.Protocol));
    }

    [Fact]
    public void A_block_without_signals_leaves_the_book_as_it_is()
    {
        Correlator correlator = new(new CorrelationOptions(), WatchList.Empty);
        List<Incident> changed = [];
        IncidentBook book = correlator.Advance(
            IncidentBook.Empty, new(1, 5, default, default), 0, [SignalOn("vault")], _ => null, changed);

        Assert.Same(book, correlator.Advance(book, new(1, 6, default, default), 0, [], _ => null, changed));
        Assert.Empty(correlator.Advance(book, new(1, 306, default, default), 0, [], _ => null, changed).Active);
        Assert.Single(changed);
    }

    [Fact]
    public void No_more_than_the_configured_number_of_incidents_is_kept_open()
    {
        Correlator correlator = new(new CorrelationOptions { ActiveMax = 3 }, WatchList.Empty);
        IncidentBook book = IncidentBook.Empty;
        for (ulong number = 1; number <= 10; number++)
        {
            book = correlator.Advance(book, new(1, number, default, default), 0,
                [SignalOn($"vault{number}", number)], _ => null, []);
        }

        Assert.Equal([8UL, 9UL, 10UL], book.Active.Select(incident => incident.FirstBlock));
    }

    [Fact]
    public void An_endless_attack_lists_a_bounded_number_of_reasons_and_counts_on()
    {
        Correlator correlator = new(new CorrelationOptions(), WatchList.Empty);
        IncidentBook book = IncidentBook.Empty;
        for (ulong number = 1; number <= 200; number++)
        {
            book = correlator.Advance(
                book, new(1, number, default, default), 0, [SignalOn("vault", number)], _ => null, []);
        }

        Incident incident = Assert.Single(book.Active);
        Assert.Equal((64, 64, 200), (incident.Reasons.Length, incident.Transactions.Length, incident.SignalCount));
        Assert.True(double.IsFinite(incident.LogOdds));
    }

    [Fact]
    public void A_saved_book_comes_back_the_same()
    {
        Correlator correlator = new(new CorrelationOptions(), WatchList.Empty);
        IncidentBook book = correlator.Advance(
            IncidentBook.Empty, new(1, 5, Names.Hash("b"), default), 77, [SignalOn("vault"), SignalOn("other")],
            _ => Names.Address("sender"), []);
        System.Buffers.ArrayBufferWriter<byte> bytes = new();
        IncidentBookCodec.Save(book, bytes);

        IncidentBook loaded = IncidentBookCodec.Load(bytes.WrittenMemory);

        Assert.Equal(book.Active.Select(Collector.Text), loaded.Active.Select(Collector.Text));
        Assert.Throws<InvalidDataException>(() => IncidentBookCodec.Load("[{}]"u8.ToArray()));
        Assert.Throws<InvalidDataException>(() => IncidentBookCodec.Load("[{"u8.ToArray()));
    }

    private static Signal SignalOn(string victim, ulong block = 5) => new()
    {
        Id = $"{victim}{block}",
        Chain = 1,
        Block = block,
        Tx = Names.Hash($"{victim}{block}"),
        Index = 0,
        Detector = "reentrancy",
        Severity = Severity.High,
        Confidence = 0.9,
        Subjects = [Names.Address(victim)],
        Summary = "entered again",
        Evidence = [],
    };
}
