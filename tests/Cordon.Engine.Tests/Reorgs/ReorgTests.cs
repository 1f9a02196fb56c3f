using Cordon.Domain.Blocks;
using Cordon.Domain.Incidents;
using Cordon.Domain.Signals;
using Cordon.Engine.Reorgs;
using Cordon.Engine.Tests.Kit;
using FsCheck;
using FsCheck.Fluent;

namespace Cordon.Engine.Tests.Reorgs;

public class ReorgTests
{
    private static ScriptTx Tx(string name, Severity severity, string victim = "v") =>
        new(name, "s", new Mark("alpha", severity, victim));

    [Fact]
    public async Task Retracts_every_signal_and_incident_of_a_block_that_was_reorganised_away()
    {
        Collector collected = await Scan.RunAsync(
        [
            new(1, "1", "0"), new(2, "2", "1", Tx("t2", Severity.High)), new(3, "3", "2", Tx("t3", Severity.Low)),
            new(2, "2b", "1"), new(3, "3b", "2b"),
        ]);

        Signal[] retracted = [.. collected.Signals.Where(signal => signal.Retracted)];
        Signal[] said = [.. collected.Signals.Where(signal => !signal.Retracted)];
        Assert.Equal([3UL, 2UL], retracted.Select(signal => signal.Block));
        Assert.Equal(said.Select(signal => signal.Id).Reverse(), retracted.Select(signal => signal.Id));
        Assert.Equal(IncidentState.Retracted, collected.Incidents[^1].State);
        Assert.Equal(collected.Incidents[0].Id, collected.Incidents[^1].Id);
        Assert.Empty(collected.NetSignals);
        Assert.Empty(collected.NetIncidents);
    }

    [Fact]
    public async Task An_incident_that_only_grew_in_a_dropped_block_shrinks_back()
    {
        Collector collected = await Scan.RunAsync(
        [
            new(1, "1", "0", Tx("t1", Severity.Medium)), new(2, "2", "1", Tx("t2", Severity.Critical)),
            new(2, "2b", "1"),
        ]);

        Assert.Equal([Severity.Medium, Severity.Critical, Severity.Medium],
            collected.Incidents.Select(i => i.Severity));
        Assert.Equal(Collector.Text(collected.Incidents[0]), Collector.Text(collected.Incidents[2]));
    }

    [Fact]
    public async Task What_the_source_lacks_is_said_again_when_the_block_that_said_it_is_reorganised_away()
    {
        BlindReport blind = new("traces", "the endpoint has neither debug_ nor trace_ methods", ["reentrancy"]);
        Collector collected = await Scan.RunAsync(
        [
            new(1, "1", "0"), new(2, "2", "1") { Blind = [blind] }, new(3, "3", "2"),
            new(2, "2b", "1"), new(3, "3b", "2b"), new(4, "4b", "3b"),
        ]);

        Assert.Equal([(2UL, false), (2UL, true), (2UL, false)],
            collected.Signals.Select(signal => (signal.Block, signal.Retracted)));
        Assert.Equal([Names.Hash("2b")], collected.Signals[2..].Select(signal => signal.BlockHash));
        Assert.Single(collected.NetSignals);
        Assert.Equal(["traces"], collected.State!.Announced);
    }

    [Fact]
    public async Task What_the_source_lacks_is_said_once_where_the_block_that_said_it_stands()
    {
        BlindReport blind = new("traces", "the endpoint has neither debug_ nor trace_ methods", ["reentrancy"]);
        Collector collected = await Scan.RunAsync(
            [new(1, "1", "0") { Blind = [blind] }, new(2, "2", "1"), new(2, "2b", "1"), new(3, "3b", "2b")]);

        Assert.Equal([(1UL, false)], collected.Signals.Select(signal => (signal.Block, signal.Retracted)));
    }

    [Fact]
    public async Task A_transaction_that_both_branches_have_is_told_again_under_the_new_block()
    {
        Collector collected = await Scan.RunAsync(
            [new(1, "1", "0", Tx("t", Severity.High)), new(1, "1b", "0", Tx("t", Severity.High))]);

        Assert.Equal([false, true, false], collected.Signals.Select(signal => signal.Retracted));
        Assert.Equal(Names.Hash("1b"), collected.Signals[2].BlockHash);
        Assert.Single(collected.NetSignals);
        Assert.Single(collected.NetIncidents);
    }

    [Fact]
    public void State_and_net_output_equal_never_having_seen_the_dropped_blocks() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(120), Prop.ForAll(Trees(), steps =>
        {
            (ScriptBlock[] walk, ScriptBlock[] survivors) = Walk(steps);
            Collector reorganised = Scan.RunAsync(walk).GetAwaiter().GetResult();
            Collector straight = Scan.RunAsync(survivors).GetAwaiter().GetResult();

            return reorganised.NetSignals.SequenceEqual(straight.NetSignals)
                && reorganised.NetIncidents.SequenceEqual(straight.NetIncidents)
                && TextOf(reorganised.State!) == TextOf(straight.State!);
        }));

    // Each step says how far to go back before a block is added, and what the block contains.
    private static Arbitrary<(int Back, (int Severity, int Victim, int Sender)[] Marks)[]> Trees()
    {
        var mark = from severity in Gen.Choose(0, 4)
                   from victim in Gen.Choose(0, 2)
                   from sender in Gen.Choose(0, 3)
                   select (severity, victim, sender);
        var step = from isReorg in Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true)))
                   from depth in Gen.Choose(1, 6)
                   from count in Gen.Choose(0, 3)
                   from marks in Gen.ArrayOf(mark, count)
                   select (isReorg ? depth : 0, marks);
        return Gen.Resize(Gen.NonEmptyListOf(step).Select(steps => steps.ToArray()), 40).ToArbitrary();
    }

    private static (ScriptBlock[] Walk, ScriptBlock[] Survivors) Walk(
        (int Back, (int Severity, int Victim, int Sender)[] Marks)[] steps)
    {
        List<ScriptBlock> walk = [], chain = [];
        string[] detectors = ["alpha", "price-manipulation", "arbitrage"];
        for (int i = 0; i < steps.Length; i++)
        {
            int back = Math.Min(steps[i].Back, chain.Count);
            chain.RemoveRange(chain.Count - back, back);
            ScriptTx[] transactions = [.. steps[i].Marks.Select((mark, m) => new ScriptTx(
                $"tx{i}.{m}", $"sender{mark.Sender}",
                new Mark(detectors[(mark.Victim + mark.Sender) % 3], (Severity)mark.Severity,
                    $"victim{mark.Victim}")))];
            string parent = chain.Count == 0 ? "genesis" : chain[^1].Name;
            ScriptBlock block = new((ulong)(chain.Count + 1), $"block{i}", parent, transactions);
            chain.Add(block);
            walk.Add(block);
        }

        return ([.. walk], [.. chain]);
    }

    private static string TextOf(EngineState state) =>
        string.Join('|', StateCodec.Save(state, before: null, Scan.Detectors)
            .OrderBy(part => part.Key)
            .Select(part => part.Key + System.Text.Encoding.UTF8.GetString(part.Value.Span)));
}
