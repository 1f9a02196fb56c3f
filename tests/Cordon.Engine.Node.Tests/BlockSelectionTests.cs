using Cordon.Engine.Sources.Node;

namespace Cordon.Engine.Node.Tests;

public class BlockSelectionTests
{
    [Theory]
    [InlineData("12", 12ul, 12ul, false)]
    [InlineData("0x10", 16ul, 16ul, false)]
    [InlineData("12..15", 12ul, 15ul, false)]
    [InlineData("0xa..0xB", 10ul, 11ul, false)]
    [InlineData("7..7", 7ul, 7ul, false)]
    [InlineData("7..latest", 7ul, null, false)]
    [InlineData("7..follow", 7ul, null, true)]
    [InlineData("latest", null, null, false)]
    [InlineData("follow", null, null, true)]
    public void Reads_what_a_user_writes(string text, ulong? from, ulong? to, bool follows)
    {
        BlockSelection selection = BlockSelection.Parse(text);

        Assert.Equal(new BlockSelection(from, to, follows), selection);
        Assert.Equal(selection, BlockSelection.Parse(selection.ToString()));
    }

    [Theory]
    [InlineData("", "'' is no block number")]
    [InlineData("..5", "'' is no block number")]
    [InlineData("5..", "'' is no block number")]
    [InlineData("-1", "'-1' is no block number")]
    [InlineData("1_000", "'1_000' is no block number")]
    [InlineData("0x", "'0x' is no block number")]
    [InlineData("18446744073709551616", "'18446744073709551616' is no block number")]
    [InlineData("newest", "'newest' is no block number")]
    [InlineData("9..3", "the first block is after the last one")]
    public void Refuses_anything_else_and_lists_the_forms(string text, string fault)
    {
        FormatException refused = Assert.Throws<FormatException>(() => BlockSelection.Parse(text));

        Assert.Equal(
            $"blocks '{text}': {fault}; "
            + "expected N, A..B, A..latest, latest, follow or A..follow, with numbers in decimal or 0x hex",
            refused.Message);
    }
}
