using System.Buffers;
using Cordon.Cli.Stories;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Engine.Pipeline;

namespace Cordon.Cli.Tests.Stories;

public class StoryReaderTests
{
    internal static BlockFacts Facts(byte[] block)
    {
        BlockFacts facts = new();
        new FactReader().Read(new RawBlock(new BlockBytes(new Owned(block), block.Length), "test"), facts);
        return facts;
    }

    internal static TransactionStory SmallStory() => StoryReader.Read(Facts(Recordings.Small()), 0);

    [Fact]
    public void Tells_who_called_what_with_names_values_and_fates()
    {
        TransactionStory story = SmallStory();

        Assert.Equal(["", "0", "1"], story.Calls.Select(call => string.Join('.', call.TraceAddress)));
        Assert.Equal(["0x12345678", "transfer", "0xdeadbeef"], story.Calls.Select(call => call.Function));
        Assert.Equal(["1 ETH", "", ""], story.Calls.Select(call => call.Value));
        Assert.Equal([StoryFate.TookEffect, StoryFate.TookEffect, StoryFate.Failed], story.Calls.Select(c => c.Fate));
        Assert.Equal([CallKind.Call, CallKind.Call, CallKind.StaticCall], story.Calls.Select(call => call.Kind));
    }

    [Fact]
    public void Tells_what_flowed_and_who_has_more_or_less()
    {
        TransactionStory story = SmallStory();

        Assert.Equal(
            [(Recordings.Sender, Recordings.Target, "1 ETH"),
             (Recordings.Target, Recordings.Receiver, $"500 raw units of token {Recordings.Token} (decimals unknown)")],
            story.Flows.Select(flow => (flow.From.ToString(), flow.To.ToString(), flow.Amount)));
        Assert.Contains(story.Deltas, d => d.Account.ToString() == Recordings.Sender && d.Change == "-1 ETH");
        Assert.Contains(story.Deltas, d => d.Account.ToString() == Recordings.Receiver && d.IsGain);
        Assert.Equal(4, story.Deltas.Length);
    }

    [Fact]
    public void Tells_a_plain_payment_as_a_step_when_nothing_else_happened() =>
        Assert.Contains($"the sender {Recordings.Sender} gave {Recordings.Target} 1 ETH.", SmallStory().Steps);

    [Fact]
    public void Sums_repeated_transfers_of_one_asset_between_two_accounts()
    {
        BlockFacts facts = Facts(Recordings.Small());
        Transfer again = facts.Transfers.OfTransaction(0)[^1];
        facts.Transfers.Add() = again;

        StoryFlow flow = StoryReader.Read(facts, 0).Flows[^1];

        Assert.Equal((2, 2), (flow.First, flow.Count));
        Assert.StartsWith("1000 raw units", flow.Amount);
    }

    [Fact]
    public void Says_what_it_could_not_see()
    {
        TransactionStory story = SmallStory() with { HasCalls = false, HasLogs = false, CallsOmitted = 7 };

        Assert.Equal(3, story.Unseen.Count());
        Assert.Empty(SmallStory().Unseen);
    }

    [Fact]
    public void Every_transaction_of_the_real_blocks_has_a_story_within_its_bounds()
    {
        string pack = Recordings.Pack("blocks");
        BlockFacts facts = Facts(Unpacked(Path.Combine(pack, "12775690.json.gz")));

        for (int tx = 0; tx < facts.Data.Transactions.Count; tx++)
        {
            TransactionStory story = StoryReader.Read(facts, tx);

            RowRange calls = facts.Data.Transactions.Calls[tx];
            Assert.Equal(calls.End - calls.Start, story.Calls.Length + story.CallsOmitted);
            Assert.InRange(story.Calls.Length, 0, 300);
            Assert.All(story.Steps, step => Assert.EndsWith(".", step));
        }
    }

    private static byte[] Unpacked(string path)
    {
        using var gzip = new System.IO.Compression.GZipStream(
            File.OpenRead(path), System.IO.Compression.CompressionMode.Decompress);
        using MemoryStream bytes = new();
        gzip.CopyTo(bytes);
        return bytes.ToArray();
    }

    private sealed class Owned(byte[] bytes) : IMemoryOwner<byte>
    {
        public Memory<byte> Memory => bytes;

        public void Dispose()
        {
        }
    }
}
