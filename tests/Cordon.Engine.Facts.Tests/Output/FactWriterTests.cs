using System.Text.Json;
using Cordon.Domain.Facts;

namespace Cordon.Engine.Facts.Tests;

/// <summary>Facts as people and programs read them.</summary>
public sealed class FactWriterTests
{
    private static readonly string[] LabelKeys =
        ["tx", "protocol", "pool", "tokenIn", "amountIn", "tokenOut", "amountOut", "traceAddress", "reverted"];

    [Fact]
    public void A_swap_line_has_the_keys_and_values_of_a_label()
    {
        JsonElement swap = Lines(SyntheticBlock.Extract(true, PairTrades.Swap(paid: 1000, received: 900)))
            .Single(line => line.GetProperty("kind").GetString() == "swap");

        Assert.Equal(["block", "kind", .. LabelKeys.Order()], swap.EnumerateObject().Select(key => key.Name)
            .OrderBy(key => key is "block" or "kind" ? 0 : 1).ThenBy(key => key, StringComparer.Ordinal));
        Assert.Equal("uniswap_v2", swap.GetProperty("protocol").GetString());
        Assert.Equal("1000", swap.GetProperty("amountIn").GetString());
        Assert.Equal([1], swap.GetProperty("traceAddress").EnumerateArray().Select(step => step.GetInt32()));
        Assert.False(swap.GetProperty("reverted").GetBoolean());
    }

    [Fact]
    public void Every_line_of_a_recorded_block_is_json_with_block_kind_transaction_and_place()
    {
        BlockFacts facts = BlockPack.Extract(12522062);
        List<JsonElement> lines = Lines(facts);

        Assert.Equal(facts.Transfers.Count, lines.Count(line => line.GetProperty("kind").GetString() == "transfer"));
        Assert.All(lines, line => Assert.All(
            (string[])["block", "kind", "tx", "traceAddress"], key => Assert.True(line.TryGetProperty(key, out _))));
    }

    [Fact]
    public void A_call_tree_shows_names_moves_swaps_and_balances()
    {
        using var text = new StringWriter();
        CallTreeWriter.Write(text, SyntheticBlock.Extract(true, PairTrades.Swap(paid: 1000, received: 900)), tx: 0);

        string tree = text.ToString();
        Assert.Contains("[1] call", tree, StringComparison.Ordinal);
        Assert.Contains("swap(uint256,uint256,address,bytes)", tree, StringComparison.Ordinal);
        Assert.Contains("= swap on uniswap_v2", tree, StringComparison.Ordinal);
        Assert.Contains("+900 of ", tree, StringComparison.Ordinal);
    }

    [Fact]
    public void A_call_tree_stays_within_its_bounds_and_counts_what_it_leaves_out()
    {
        Frame root = new(Abi.Account(1), Abi.Account(2), "0x");
        for (int i = 0; i < 50; i++) root.Add(new Frame(Abi.Account(2), Abi.Account(3), "0x"));
        using var text = new StringWriter();

        CallTreeWriter.Write(
            text, SyntheticBlock.Extract(true, root), tx: 0, new CallTreeOptions { FramesMax = 10 });

        Assert.Contains("… 41 more frames", text.ToString(), StringComparison.Ordinal);
        Assert.True(text.ToString().Split('\n').Length < 15);
    }

    private static List<JsonElement> Lines(BlockFacts facts)
    {
        using var stream = new MemoryStream();
        using (var writer = new FactWriter(stream)) writer.Write(facts);
        stream.Position = 0;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)];
    }
}
