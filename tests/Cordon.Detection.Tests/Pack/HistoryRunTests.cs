using System.Globalization;
using Cordon.Detection.Registry;
using Cordon.Domain.Facts;
using Cordon.Domain.Protocols;
using Cordon.Domain.Signals;
using Cordon.Engine.Facts;
using Cordon.Engine.Reading;
using Cordon.Testing;

namespace Cordon.Detection.Tests.Pack;

/// <summary>The detectors with a history over runs of recorded blocks that really follow one another.</summary>
public class HistoryRunTests
{
    private const ulong GapMax = 2; // some blocks between were not recorded
    private const int RunMin = 2; // the pack holds pairs of neighbours, no longer runs

    private static readonly BlockReader Reader = new();
    private static readonly FactExtractor Extractor = new();

    private static List<List<string>> Runs()
    {
        string[] files = Recordings.Files("blocks");
        Assert.SkipWhen(files.Length == 0, Recordings.MissingMessage("blocks"));
        List<List<string>> runs = [];
        ulong last = 0;
        foreach ((ulong number, string file) in files.Select(file => (NumberOf(file), file)).Order())
        {
            if (runs.Count == 0 || number > last + GapMax) runs.Add([]);
            runs[^1].Add(file);
            last = number;
        }

        // The pack as a whole comes last: blocks far apart, but in order, and a history long enough to judge by.
        List<string> all = [.. runs.SelectMany(run => run)];
        return [.. runs.Where(run => run.Count >= RunMin), all];
    }

    private static ulong NumberOf(string file) =>
        ulong.Parse(Path.GetFileName(file).Split('.')[0], CultureInfo.InvariantCulture);

    private static (object State, string[] Ids) Advance(HistoryStage stage, object state, string file)
    {
        BlockFacts facts = new();
        SignalBuffer signals = new();
        Reader.Read(Recordings.Read(file), file, facts.Data);
        Extractor.Extract(facts);
        state = stage.Advance(state, facts, signals);
        return (state, [.. signals.Signals.Select(signal => signal.Id)]);
    }

    private static byte[] Saved(HistoryStage stage, object state)
    {
        System.Buffers.ArrayBufferWriter<byte> bytes = new();
        stage.Save(state, bytes);
        return bytes.WrittenSpan.ToArray();
    }

    public static TheoryData<string> Histories { get; } =
        new("abnormal-outflow", "address-poisoning", "borrowed-votes", "bridge-imbalance", "liquidation-spike",
            "oracle-deviation", "slow-drain");

    [Theory]
    [MemberData(nameof(Histories))]
    public void Over_a_run_saving_after_each_block_and_returning_from_a_fork_change_nothing(string name)
    {
        HistoryStage stage = DetectorRegistry.Create(WatchList.Empty, [name]).Histories[0];
        List<List<string>> runs = Runs();
        Assert.NotEmpty(runs);
        foreach (List<string> run in runs)
        {
            (object straight, object restored, object reorganised) = (stage.Initial, stage.Initial, stage.Initial);
            foreach (string file in run)
            {
                string[] ids;
                (straight, ids) = Advance(stage, straight, file);
                restored = stage.Load(Saved(stage, restored));
                (restored, string[] again) = Advance(stage, restored, file);
                Advance(stage, reorganised, run[0]); // a block that is reorganised away
                (reorganised, _) = Advance(stage, reorganised, file);

                Assert.Equal(ids, again);
            }

            Assert.Equal(Saved(stage, straight), Saved(stage, restored));
            Assert.Equal(Saved(stage, straight), Saved(stage, reorganised));
        }
    }

    [Theory]
    [InlineData("oracle-deviation")]
    [InlineData("address-poisoning")]
    [InlineData("abnormal-outflow")]
    public void Over_a_run_something_is_remembered_and_nobody_accused(string name)
    {
        HistoryStage stage = DetectorRegistry.Create(WatchList.Empty, [name]).Histories[0];
        int remembered = 0;
        foreach (List<string> run in Runs())
        {
            object state = stage.Initial;
            foreach (string file in run)
            {
                (state, string[] ids) = Advance(stage, state, file);
                Assert.Empty(ids);
            }

            remembered += Saved(stage, state).Length - Saved(stage, stage.Initial).Length;
        }

        Assert.True(remembered > 0);
    }
}
