using System.Text;
using Cordon.Domain.Blocks;
using Cordon.Testing;

namespace Cordon.Engine.Reading.Tests;

public class BlockSchemaTests
{
    private readonly BlockSchema _schema = new();

    [Theory]
    [InlineData("blocks", "12775690.json.gz", "46147.json.gz", "19934116.json.gz", "2462997.json.gz",
        "13302365.json.gz")]
    [InlineData("attacks", "cheesebank.json.gz", "dodo.json.gz", "polynetwork.json.gz", "fomo3d-e08a51.json.gz")]
    public void Recorded_blocks_follow_the_schema(string pack, params string[] names)
    {
        string[] files = [.. Recordings.Files(pack).Where(file => names.Contains(Path.GetFileName(file)))];
        Assert.SkipWhen(files.Length == 0, Recordings.MissingMessage(pack));

        Assert.Equal(names.Length, files.Length);
        Assert.All(files, file => Assert.Null(_schema.Fault(Recordings.Read(file))));
    }

    [Theory]
    [InlineData("""{"chainId":1}""", "$ lacks block")]
    [InlineData("""{"chainId":1,"block":{}}""", "$.block lacks number")]
    [InlineData("""{"chainId":-1,"block":{"number":1}}""", "$.chainId is too small")]
    [InlineData("""{"chainId":1,"block":{"number":"5"}}""", "$.block.number does not match")]
    [InlineData("""{"chainId":1,"block":{"number":5},"receipts":{}}""", "$.receipts is Object")]
    [InlineData("""{"chainId":1,"block":{"number":5},"receipts":[{"effectiveGasPrice":7}]}""",
        "$.receipts[0].effectiveGasPrice is Number")]
    [InlineData("""{"chainId":1,"block":{"number":5},"receipts":[{"logs":[{"topics":[]}]}]}""",
        "$.receipts[0].logs[0] lacks address")]
    [InlineData("""{"chainId":1,"block":{"number":5},"traces":[{"result":{"type":"JUMP"}}]}""",
        "$.traces[0] is none of the choices")]
    public void What_the_schema_refuses_the_reader_refuses_too(string json, string fault)
    {
        Assert.StartsWith(fault, _schema.Fault(Encoding.UTF8.GetBytes(json)));
        Assert.Throws<BlockFormatException>(() =>
            new BlockReader().Read(Encoding.UTF8.GetBytes(json), "test", new BlockData()));
    }

    [Fact]
    public void Scripted_blocks_of_every_style_follow_the_schema()
    {
        BlockScript script = new BlockScript(5).Transaction(BlockScript.AddressOf("a"), BlockScript.AddressOf("b"),
            tx => tx
            .Erc20Transfer(BlockScript.AddressOf("c"), BlockScript.AddressOf("d"), 1)
            .Create(BlockScript.AddressOf("e"), body: c => c.SelfDestruct(BlockScript.AddressOf("f"))));

        Assert.All(Enum.GetValues<RecordingStyle>(), style => Assert.Null(_schema.Fault(script.ToBytes(style))));
    }
}
