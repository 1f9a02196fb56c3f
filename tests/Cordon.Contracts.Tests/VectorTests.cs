using System.Text.Json;
using Cordon.Arena;
using Cordon.Contracts.Deployment;
using Cordon.Ethereum;

namespace Cordon.Contracts.Tests;

/// <summary>The tables of spec/vectors that the Solidity tests read too, and properties beyond them.</summary>
public class VectorTests
{
    [Fact]
    public void Streams_follow_the_table() => ForEach("streams", row =>
    {
        (UInt256 funded, UInt256 setAside) = StreamArithmetic.Advance(
            row("held"), row("setAside"), row("rate"), row("elapsed"));
        Assert.Equal(row("funded"), funded);
        Assert.Equal(row("setAsideAfter"), setAside);
        Assert.True(setAside <= row("held"));
        (UInt256 earned, UInt256 released) = StreamArithmetic.Split(row("rate"), row("engaged"), funded);
        Assert.Equal(row("earned"), earned);
        Assert.Equal(row("released"), released);
    });

    [Fact]
    public void Vesting_follows_the_table() => ForEach("vesting", row =>
        Assert.Equal(row("vested"), StreamArithmetic.Vested(row("amount"), row("elapsed"), row("duration"))));

    [Fact]
    public void Shares_of_a_pool_follow_the_table() => ForEach("shares", row =>
    {
        Assert.Equal(row("toAssets"), PoolArithmetic.Worth(row("amount"), row("assets"), row("shares")));
        // The table rounds down; what is taken out is at least what was asked for, and with a share less it is not.
        UInt256 least = PoolArithmetic.SharesFor(row("amount"), row("assets"), row("shares"));
        Assert.InRange(least, row("toShares"), row("toShares") + 1);
        Assert.True(PoolArithmetic.Worth(least, row("assets"), row("shares")) >= row("amount"));
        if (least.IsZero) return;
        Assert.True(PoolArithmetic.Worth(least - 1, row("assets"), row("shares")) < row("amount"));
    });

    [Fact]
    public void Engagement_follows_the_table() => ForEach("engagement", row =>
    {
        Engagement.Settings settings = new(0, 0, 0, 0, 0, 0, 0, 0,
            (ulong)row("duty"), (ulong)row("audit"), (ulong)row("guess"), row("penalty"), 0);
        Assert.Equal(row("expected"), DeploymentSettings.ExpectedPenalty(settings));
        Assert.Equal(row("threshold"), EngagementArithmetic.Threshold(row("duty")));
        Assert.Equal(row("fraction"), EngagementArithmetic.Fraction(row("penalty"), row("weight"), row("most")));
    });

    [Fact]
    public void The_lot_of_the_specification_is_drawn_alike()
    {
        Hash256 seed = new(UInt256.One);
        Address guardian = Address.FromWord(2);
        Assert.False(EngagementArithmetic.IsDrawn(seed, guardian, EngagementArithmetic.Wad / 2));
        Assert.True(EngagementArithmetic.IsDrawn(seed, guardian, EngagementArithmetic.Wad * 95 / 100));
        Assert.True(EngagementArithmetic.IsDrawn(seed, guardian, EngagementArithmetic.Wad));
        Assert.False(EngagementArithmetic.IsDrawn(seed, guardian, UInt256.Zero));
    }

    private static void ForEach(string name, Action<Func<string, UInt256>> check)
    {
        string path = Path.Combine(RepositoryFolder.Find(), "spec", "vectors", $"{name}.json");
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(path));
        int rows = json.RootElement.EnumerateObject().First().Value.GetArrayLength();
        Assert.True(rows >= 100);
        for (int i = 0; i < rows; i++)
            check(column => UInt256.Parse(json.RootElement.GetProperty(column)[i].GetString()));
    }
}
