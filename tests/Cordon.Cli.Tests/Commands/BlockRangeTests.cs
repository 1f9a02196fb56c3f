using Cordon.Cli.Commands;
using FsCheck;
using FsCheck.Fluent;

namespace Cordon.Cli.Tests.Commands;

public class BlockRangeTests
{
    [Theory]
    [InlineData("latest", null, null, false)]
    [InlineData("follow", null, null, true)]
    [InlineData("0", 0UL, 0UL, false)]
    [InlineData("19_000_000", 19_000_000UL, 19_000_000UL, false)]
    [InlineData("5..9", 5UL, 9UL, false)]
    [InlineData("5..5", 5UL, 5UL, false)]
    [InlineData("5..", 5UL, null, true)]
    [InlineData("5..follow", 5UL, null, true)]
    [InlineData("5..latest", 5UL, null, false)]
    public void Accepts_what_the_help_names(string text, ulong? first, ulong? last, bool follows)
    {
        Assert.True(BlockRange.TryParse(text, out BlockRange range));
        Assert.Equal(new BlockRange(first, last, follows), range);
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("..5")]
    [InlineData("9..5")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData(" 1")]
    [InlineData("0x10")]
    [InlineData("1...5")]
    [InlineData("Latest")]
    [InlineData("18446744073709551616")]
    public void Refuses_everything_else(string text) => Assert.False(BlockRange.TryParse(text, out _));

    [Fact]
    public void A_range_reads_back_as_written() =>
        Prop.ForAll<ulong, ulong>((a, b) =>
            BlockRange.TryParse($"{Math.Min(a, b)}..{Math.Max(a, b)}", out BlockRange range)
            && range == new BlockRange(Math.Min(a, b), Math.Max(a, b), false)).QuickCheckThrowOnFailure();
}
