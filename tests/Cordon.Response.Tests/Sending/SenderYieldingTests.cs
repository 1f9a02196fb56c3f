using Cordon.Domain.Sending;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Response.Sending;
using Cordon.Response.Tests.Kit;

namespace Cordon.Response.Tests.Sending;

/// <summary>What has hours to land never stands before what has seconds, though one key signs both.</summary>
public sealed class SenderYieldingTests
{
    private static readonly UInt256 Gwei = 1_000_000_000;

    private static CancellationToken Cancellation => ChainRig.Cancellation;

    [Fact]
    public async Task What_is_urgent_takes_the_nonce_of_what_yields_and_both_are_mined()
    {
        await using ChainRig rig = await ChainRig.StartAsync();
        await using Sender sender = await rig.SenderAsync();

        await sender.SendAsync(Yielding(rig, "first"), Cancellation);
        await sender.SendAsync(Yielding(rig, "second"), Cancellation);
        SendRecord pause = await sender.SendAsync(rig.Request("pause"), Cancellation);
        Assert.Equal((0UL, null), (pause.Nonce, pause.Obstacle));
        for (int i = 0; i < 3; i++) await sender.LookAsync(Cancellation);

        Assert.Equal(pause.Latest.Hash, rig.Journal.Find("pause")!.Latest.Hash); // nobody has bid against it
        Assert.Equal(
            [1UL, 2UL], new[] { "first", "second" }.Select(key => rig.Journal.Find(key)!.Nonce).Order());
        await rig.MineAsync(3);
        await sender.LookAsync(Cancellation);
        List<Hash256> mined = await rig.MinedAsync();
        Assert.Equal((3, pause.Latest.Hash), (mined.Count, mined[0]));
        Assert.All(["first", "second", "pause"], key =>
            Assert.Equal((SendState.Final, true), State(rig.Journal.Find(key)!)));
    }

    [Fact]
    public async Task Several_urgent_ones_stand_before_all_that_yields_in_the_order_in_which_they_came()
    {
        await using ChainRig rig = await ChainRig.StartAsync();
        await using Sender sender = await rig.SenderAsync();
        for (int i = 0; i < 3; i++) await sender.SendAsync(Yielding(rig, $"duty {i}"), Cancellation);
        SendRecord[] urgent =
        [
            await sender.SendAsync(rig.Request("pause"), Cancellation),
            await sender.SendAsync(rig.Request("throttle"), Cancellation),
        ];

        Assert.Equal([0UL, 1UL], urgent.Select(record => record.Nonce));
        for (int i = 0; i < 3; i++)
        {
            await sender.LookAsync(Cancellation);
            await rig.MineAsync();
        }

        await sender.LookAsync(Cancellation);
        List<Hash256> mined = await rig.MinedAsync();
        Assert.Equal([.. urgent.Select(record => record.Latest.Hash)], mined.Take(2));
        Assert.Equal(5, mined.Count);
    }

    [Fact]
    public async Task A_pause_lands_before_the_attack_though_a_cheap_transaction_of_its_key_waits()
    {
        await using ChainRig rig = await ChainRig.StartAsync();
        await using Sender sender = await rig.SenderAsync();
        await sender.SendAsync(Yielding(rig, "duty"), Cancellation);
        using PrivateKey thief = PrivateKey.Generate();
        await rig.AskAsync("anvil_setBalance", thief.Address, UInt256.Pow(10, 20).ToQuantity());
        SignedTransaction attack = new Transaction
        {
            ChainId = ChainRig.ChainId,
            GasLimit = 60_000,
            MaxFeePerGas = Gwei * 90,
            MaxPriorityFeePerGas = Gwei * 40,
            To = ChainRig.Target,
        }.Sign(thief);
        await rig.Node.SendRawTransactionAsync(attack.Encode(), Cancellation);

        SendRecord pause = await sender.SendAsync(
            rig.Request("pause") with { TipToBeat = Gwei * 40, FeeToBeat = Gwei * 90 }, Cancellation);
        await rig.MineAsync();

        Assert.Equal([pause.Latest.Hash, attack.Hash()], (await rig.MinedAsync()).Take(2));
    }

    [Fact]
    public async Task An_urgent_one_whose_nonce_was_mined_a_moment_before_moves_on_without_a_look_at_the_chain()
    {
        await using ChainRig rig = await ChainRig.StartAsync();
        await using Sender sender = await rig.SenderAsync();
        await sender.SendAsync(Yielding(rig, "duty"), Cancellation);
        await rig.MineAsync(); // and the sender has not seen it

        SendRecord pause = await sender.SendAsync(rig.Request("pause"), Cancellation);

        Assert.Equal((1UL, null), (pause.Nonce, pause.Obstacle));
        await rig.MineAsync();
        Assert.Equal(pause.Latest.Hash, (await rig.MinedAsync())[1]);
    }

    [Fact]
    public async Task After_a_crash_behind_the_urgent_one_the_displaced_one_is_moved_and_nothing_is_sent_twice()
    {
        await using ChainRig rig = await ChainRig.StartAsync();
        await using (Sender sender = await rig.SenderAsync())
        {
            await sender.SendAsync(Yielding(rig, "duty"), Cancellation);
            await sender.SendAsync(rig.Request("pause"), Cancellation);
        }

        Assert.Equal(rig.Journal.Find("duty")!.Nonce, rig.Journal.Find("pause")!.Nonce);
        rig.Reopen();
        await using Sender again = await rig.SenderAsync();
        await again.SendAsync(Yielding(rig, "duty"), Cancellation);
        await rig.MineAsync(3);
        await again.LookAsync(Cancellation);

        Assert.Equal(2, (await rig.MinedAsync()).Count);
        Assert.All(["duty", "pause"], key => Assert.Equal((SendState.Final, true), State(rig.Journal.Find(key)!)));
    }

    [Fact]
    public async Task What_yields_leaves_most_of_the_budget_to_what_does_not()
    {
        await using ChainRig rig = await ChainRig.StartAsync();
        var options = new SenderOptions { WeiPerDayMax = UInt256.Parse("2000000000000000"), ConfirmationsMin = 1 };
        await using Sender sender = await rig.SenderAsync(options);
        int sent = 0;
        while (true)
        {
            try
            {
                await sender.SendAsync(Yielding(rig, $"duty {sent}"), Cancellation);
                sent++;
            }
            catch (SendRefusedException)
            {
                break;
            }
        }

        UInt256 committed = rig.Journal.CommittedSince(
            ChainRig.ChainId, rig.Signer.Address, DateTimeOffset.MinValue.AddYears(1));
        Assert.InRange(sent, 1, 50);
        Assert.True(committed <= options.WeiPerDayMax / 4, $"{committed}");
        Assert.Null((await sender.SendAsync(rig.Request("pause"), Cancellation)).Obstacle);
    }

    [Fact]
    public async Task What_yields_never_pays_so_much_that_it_could_not_be_outbid()
    {
        await using ChainRig rig = await ChainRig.StartAsync();
        var options = new SenderOptions { FeePerGasMax = Gwei * 8, ConfirmationsMin = 1 };
        await using Sender sender = await rig.SenderAsync(options);
        await sender.SendAsync(Yielding(rig, "duty"), Cancellation);
        await rig.AskAsync("anvil_setNextBlockBaseFeePerGas", (Gwei * 7).ToQuantity());
        await rig.MineAsync(); // dearer than it may pay
        for (int i = 0; i < 8; i++)
        {
            rig.Clock.Advance(TimeSpan.FromSeconds(30));
            await sender.LookAsync(Cancellation);
        }

        SendRecord stuck = rig.Journal.Find("duty")!;
        Assert.True(stuck.Latest.FeeMax <= Gwei * 4, $"{stuck.Latest.FeeMax}");
        SendRecord pause = await sender.SendAsync(rig.Request("pause"), Cancellation);
        await rig.MineAsync();
        Assert.Equal([pause.Latest.Hash], await rig.MinedAsync());
    }

    private static SendRequest Yielding(ChainRig rig, string key) => rig.Request(key) with { Yields = true };

    private static (SendState State, bool? Succeeded) State(SendRecord record) =>
        (record.State, record.Inclusion?.Succeeded);
}
