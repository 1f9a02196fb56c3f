using Cordon.Domain.Sending;
using Cordon.Ethereum;
using Cordon.Response.Sending;
using Cordon.Response.Tests.Kit;

namespace Cordon.Response.Tests.Sending;

/// <summary>Against a real node: what waits too long is replaced, and taken back once it has expired.</summary>
public sealed class SenderStuckTests
{
    private static CancellationToken Cancellation => ChainRig.Cancellation;

    [Fact]
    public async Task Replaces_what_is_stuck_by_the_nodes_rules_until_it_is_mined()
    {
        await using ChainRig rig = await ChainRig.StartAsync();
        await using Sender sender = await rig.SenderAsync();
        await sender.SendAsync(rig.Request("pause"), Cancellation);
        await rig.AskAsync("anvil_setNextBlockBaseFeePerGas", UInt256.Parse("90000000000").ToQuantity());
        await rig.MineAsync(); // the base fee is now far above the fee of the attempt

        for (int i = 0; i < 3 && await rig.NonceAsync() == 0; i++)
        {
            rig.Clock.Advance(TimeSpan.FromSeconds(30));
            await sender.LookAsync(Cancellation);
            await rig.MineAsync();
        }

        await sender.LookAsync(Cancellation);
        SendRecord record = rig.Journal.Find("pause")!;
        Assert.Equal(SendState.Mined, record.State);
        Assert.True(record.Attempts.Length > 1);
        Assert.All(record.Attempts, attempt => Assert.Equal(0UL, attempt.Nonce));
        Assert.Single(await rig.MinedAsync());
    }

    [Fact]
    public async Task Cancels_what_expired_so_that_it_neither_lands_late_nor_blocks_the_next()
    {
        await using ChainRig rig = await ChainRig.StartAsync();
        await using Sender sender = await rig.SenderAsync();
        await sender.SendAsync(rig.Request("late"), Cancellation);
        rig.Clock.Advance(TimeSpan.FromMinutes(11));
        await sender.LookAsync(Cancellation);
        SendRecord next = await sender.SendAsync(rig.Request("in time"), Cancellation);
        await rig.MineAsync(3);
        await sender.LookAsync(Cancellation);

        Assert.Equal(SendState.Abandoned, rig.Journal.Find("late")!.State);
        Assert.Equal(SendState.Final, rig.Journal.Find("in time")!.State);
        Assert.Equal([next.Latest.Hash], await rig.MinedAsync());
    }

    [Theory]
    [InlineData(4)]
    [InlineData(-4)]
    public async Task A_clock_that_is_set_neither_takes_back_what_waits_nor_keeps_it_longer(int hours)
    {
        await using ChainRig rig = await ChainRig.StartAsync();
        await using Sender sender = await rig.SenderAsync();
        await sender.SendAsync(rig.Request("pause"), Cancellation);
        rig.Clock.Set(TimeSpan.FromHours(hours));
        await sender.LookAsync(Cancellation);
        Assert.False(Assert.Single(rig.Journal.Find("pause")!.Attempts).IsCancel);

        rig.Clock.Advance(TimeSpan.FromMinutes(11));
        await sender.LookAsync(Cancellation);
        Assert.True(rig.Journal.Find("pause")!.Latest.IsCancel);
        SendRecord next = await sender.SendAsync(rig.Request("next"), Cancellation); // by the clock as it is set
        await rig.MineAsync(3);
        await sender.LookAsync(Cancellation);

        Assert.Equal(SendState.Abandoned, rig.Journal.Find("pause")!.State);
        Assert.Equal([next.Latest.Hash], await rig.MinedAsync());
    }
}
