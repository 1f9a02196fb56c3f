using Cordon.Arena.Nodes;
using Cordon.Domain.Sending;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Response.Sending;
using Cordon.Response.Signing;
using Cordon.Response.Tests.Kit;

namespace Cordon.Response.Tests.Sending;

/// <summary>Against a real node, real signatures and a real journal.</summary>
public sealed class SenderTests
{
    private static CancellationToken Cancellation => ChainRig.Cancellation;

    [Fact]
    public async Task Mines_a_request_and_settles_it_once_enough_blocks_lie_on_it()
    {
        await using ChainRig rig = await ChainRig.StartAsync();
        await using Sender sender = await rig.SenderAsync();

        SendRecord sent = await sender.SendAsync(rig.Request("pause", "0xdeadbeef"), Cancellation);
        Assert.Null(sent.Obstacle);
        await rig.MineAsync();
        await sender.LookAsync(Cancellation);
        Assert.Equal(SendState.Mined, rig.Journal.Find("pause")!.State);
        await rig.MineAsync(2);
        await sender.LookAsync(Cancellation);

        SendRecord final = rig.Journal.Find("pause")!;
        Assert.Equal(SendState.Final, final.State);
        Assert.True(final.Inclusion!.Succeeded);
        Assert.Equal([sent.Latest.Hash], await rig.MinedAsync());
        Assert.True(final.Committed > UInt256.Zero && final.Committed < sent.Committed);
        Assert.Empty(rig.Journal.ReadOpen(ChainRig.ChainId, rig.Signer.Address));
    }

    [Fact]
    public async Task Sends_the_same_action_once_however_often_and_from_however_many_sides_it_is_asked_for()
    {
        await using ChainRig rig = await ChainRig.StartAsync();
        await using Sender sender = await rig.SenderAsync();

        SendRecord[] records = await Task.WhenAll(Enumerable.Range(0, 40)
            .Select(i => sender.SendAsync(rig.Request($"action {i % 4}"), Cancellation)));
        await rig.MineAsync(4);
        await sender.LookAsync(Cancellation);
        SendRecord later = await sender.SendAsync(rig.Request("action 0"), Cancellation);

        Assert.Equal(4, records.Select(record => record.Latest.Hash).Distinct().Count());
        Assert.Equal(4, (await rig.MinedAsync()).Count);
        Assert.Equal(4UL, await rig.NonceAsync());
        Assert.Equal(SendState.Final, later.State);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(633)]
    public async Task Takes_a_new_nonce_when_the_chain_has_run_ahead(int drift)
    {
        await using ChainRig rig = await ChainRig.StartAsync();
        await using Sender sender = await rig.SenderAsync();
        await rig.AskAsync("anvil_setNonce", rig.Signer.Address, (ulong)drift);

        await sender.SendAsync(rig.Request("pause"), Cancellation); // with a nonce that is taken by now
        await sender.LookAsync(Cancellation);
        await sender.LookAsync(Cancellation);
        await rig.MineAsync();
        await sender.LookAsync(Cancellation);

        SendRecord record = rig.Journal.Find("pause")!;
        Assert.Equal(SendState.Mined, record.State);
        Assert.Equal((ulong)drift, record.Nonce);
        Assert.Single(await rig.MinedAsync());
    }

    [Fact]
    public async Task One_look_that_shows_a_higher_nonce_is_not_enough_to_sign_again()
    {
        await using ChainRig rig = await ChainRig.StartAsync();
        await using Sender sender = await rig.SenderAsync();
        await sender.SendAsync(rig.Request("pause"), Cancellation);

        await rig.AskAsync("anvil_setNonce", rig.Signer.Address, 5UL);
        await sender.LookAsync(Cancellation);
        await rig.AskAsync("anvil_setNonce", rig.Signer.Address, 0UL);
        await sender.LookAsync(Cancellation);

        Assert.Equal(0UL, Assert.Single(rig.Journal.Find("pause")!.Attempts).Nonce);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(633)]
    public async Task Moves_down_when_the_journal_has_run_ahead(int drift)
    {
        await using ChainRig rig = await ChainRig.StartAsync();
        await rig.AskAsync("anvil_setNonce", rig.Signer.Address, (ulong)drift);
        await using (Sender ahead = await rig.SenderAsync())
            await ahead.SendAsync(rig.Request("pause"), Cancellation);
        await rig.AskAsync("anvil_dropAllTransactions");
        await rig.AskAsync("anvil_setNonce", rig.Signer.Address, 0UL);
        rig.Reopen();

        await using Sender sender = await rig.SenderAsync();
        await sender.LookAsync(Cancellation);
        SendRecord next = await sender.SendAsync(rig.Request("another"), Cancellation);
        await rig.MineAsync();
        await sender.LookAsync(Cancellation);

        Assert.Equal(0UL, rig.Journal.Find("pause")!.Nonce);
        Assert.Equal(1UL, next.Nonce);
        Assert.Equal(2, (await rig.MinedAsync()).Count);
    }

    [Fact]
    public async Task Broadcasts_after_a_restart_what_was_kept_but_not_sent()
    {
        await using ChainRig rig = await ChainRig.StartAsync();
        var dead = new RpcClient(RpcEndpoint.Parse("http://127.0.0.1:9")); // nothing listens: as if killed before it
        await using (Sender killed = await rig.SenderAsync(null, dead))
        {
            SendRecord kept = await killed.SendAsync(rig.Request("pause"), Cancellation);
            Assert.Contains("cannot connect", kept.Obstacle, StringComparison.Ordinal);
        }

        rig.Reopen();
        await using Sender sender = await rig.SenderAsync();
        await rig.MineAsync();
        await sender.LookAsync(Cancellation);

        Assert.Equal(SendState.Mined, rig.Journal.Find("pause")!.State);
        Assert.Single(rig.Journal.Find("pause")!.Attempts);
        Assert.Single(await rig.MinedAsync());
    }

    [Fact]
    public async Task Settles_after_a_restart_what_was_mined_meanwhile_without_sending_again()
    {
        await using ChainRig rig = await ChainRig.StartAsync();
        await using (Sender killed = await rig.SenderAsync())
            await killed.SendAsync(rig.Request("pause"), Cancellation);
        await rig.MineAsync(3);
        rig.Reopen();

        await using Sender sender = await rig.SenderAsync();
        SendRecord again = await sender.SendAsync(rig.Request("pause"), Cancellation);
        await rig.MineAsync();

        Assert.Equal(SendState.Final, again.State);
        Assert.Single(await rig.MinedAsync());
    }

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

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task Sends_again_what_a_reorganisation_dropped(int depth)
    {
        await using ChainRig rig = await ChainRig.StartAsync();
        await rig.MineAsync(2);
        await using Sender sender = await rig.SenderAsync(new SenderOptions { ConfirmationsMin = 64 });
        await sender.SendAsync(rig.Request("pause"), Cancellation);
        await rig.MineAsync(depth);
        await sender.LookAsync(Cancellation);
        Assert.Equal(SendState.Mined, rig.Journal.Find("pause")!.State);

        await rig.AskAsync("anvil_reorg", RpcParam.Json($"{depth}"), RpcParam.Json("[]"));
        await rig.AskAsync("anvil_dropAllTransactions");
        await sender.LookAsync(Cancellation);
        Assert.Equal(SendState.Pending, rig.Journal.Find("pause")!.State);
        await rig.MineAsync();
        await sender.LookAsync(Cancellation);

        Assert.Equal(SendState.Mined, rig.Journal.Find("pause")!.State);
        Assert.Single(await rig.MinedAsync());
    }

    [Fact]
    public async Task Lands_before_the_transaction_it_is_to_beat()
    {
        await using ChainRig rig = await ChainRig.StartAsync();
        await using Sender sender = await rig.SenderAsync();
        using PrivateKey attacker = PrivateKey.Generate();
        await rig.AskAsync("anvil_setBalance", attacker.Address, UInt256.Pow(10, 20).ToQuantity());
        UInt256 tip = UInt256.Parse("7000000000"), fee = UInt256.Parse("80000000000");
        SignedTransaction attack = new Transaction
        {
            ChainId = ChainRig.ChainId,
            To = ChainRig.Target,
            GasLimit = 50_000,
            MaxPriorityFeePerGas = tip,
            MaxFeePerGas = fee,
        }.Sign(attacker);
        await rig.Node.SendRawTransactionAsync(attack.Encode(), Cancellation);

        SendRecord pause = await sender.SendAsync(
            rig.Request("pause") with { TipToBeat = tip, FeeToBeat = fee }, Cancellation);
        await rig.MineAsync();

        Assert.Equal([pause.Latest.Hash, attack.Hash()], await rig.MinedAsync());
    }

    [Fact]
    public async Task Never_commits_more_than_the_budget_of_a_day()
    {
        await using ChainRig rig = await ChainRig.StartAsync();
        var options = new SenderOptions { WeiPerDayMax = UInt256.Parse("500000000000000"), ConfirmationsMin = 1 };
        await using Sender sender = await rig.SenderAsync(options);
        int sent = 0;
        SendRefusedException? refused = null;
        for (int i = 0; i < 100 && refused is null; i++, sent++)
        {
            try
            {
                await sender.SendAsync(rig.Request($"action {i}"), Cancellation);
            }
            catch (SendRefusedException e)
            {
                refused = e;
            }
        }

        Assert.InRange(sent, 2, 99);
        Assert.Contains("of 24 hours are committed", refused!.Message, StringComparison.Ordinal);
        Assert.True(Committed(rig) <= options.WeiPerDayMax);
        Assert.Null(rig.Journal.Find($"action {sent - 1}")); // the refused one left nothing behind
        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        await sender.LookAsync(Cancellation); // replacements are held to it too
        Assert.True(Committed(rig) <= options.WeiPerDayMax);

        await rig.MineAsync(2);
        await sender.LookAsync(Cancellation); // what it really cost is less, and a day later it is forgotten
        rig.Clock.Advance(TimeSpan.FromDays(1.1));
        SendRecord next = await sender.SendAsync(rig.Request("next day"), Cancellation);
        Assert.Null(next.Obstacle);
    }

    [Fact]
    public async Task Pays_a_gas_price_on_a_chain_without_base_fee()
    {
        await using ChainRig rig = await ChainRig.StartAsync(new AnvilOptions { Hardfork = "berlin" });
        await using Sender sender = await rig.SenderAsync();
        SendRecord sent = await sender.SendAsync(rig.Request("pause"), Cancellation);
        await rig.MineAsync();

        Assert.Equal(TransactionType.Legacy, SignedTransaction.Decode(sent.Latest.Raw.Span).Transaction.Type);
        Assert.Equal([sent.Latest.Hash], await rig.MinedAsync());
    }

    [Fact]
    public async Task One_living_endpoint_among_dead_ones_is_enough()
    {
        await using ChainRig rig = await ChainRig.StartAsync();
        await using var dead = new RpcClient(RpcEndpoint.Parse("http://127.0.0.1:9"));
        await using Sender sender = await rig.SenderAsync(null, dead, rig.Node);

        Assert.Null((await sender.SendAsync(rig.Request("pause"), Cancellation)).Obstacle);
    }

    [Fact]
    public async Task Says_that_the_account_is_too_poor_and_goes_on_when_it_is_not()
    {
        await using ChainRig rig = await ChainRig.StartAsync();
        await rig.AskAsync("anvil_setBalance", rig.Signer.Address, "0x1");
        await using Sender sender = await rig.SenderAsync();
        SendRecord poor = await sender.SendAsync(rig.Request("pause"), Cancellation);
        await rig.AskAsync("anvil_setBalance", rig.Signer.Address, UInt256.Pow(10, 18).ToQuantity());
        await sender.LookAsync(Cancellation);
        await rig.MineAsync();

        Assert.StartsWith($"{rig.Signer.Address} cannot pay", poor.Obstacle, StringComparison.Ordinal);
        Assert.Single(await rig.MinedAsync());
    }

    [Fact]
    public async Task Refuses_what_has_expired_and_what_is_of_another_chain_and_keeps_nothing_of_it()
    {
        await using ChainRig rig = await ChainRig.StartAsync();
        await using Sender sender = await rig.SenderAsync();
        SendRequest request = rig.Request("x");

        await Assert.ThrowsAsync<SendRefusedException>(() =>
            sender.SendAsync(request with { ExpiresAt = rig.Clock.GetUtcNow() }, Cancellation));
        await Assert.ThrowsAsync<SendRefusedException>(() =>
            sender.SendAsync(request with { Chain = 1 }, Cancellation));
        Assert.Null(rig.Journal.Find("x"));
        await Assert.ThrowsAsync<RpcException>(() => Sender.StartAsync(
            1, rig.Signer, new SenderPorts(rig.Node, [rig.Node], rig.Journal), null, rig.Clock, Cancellation));
    }

    [Fact]
    public async Task Signs_through_a_service_that_keeps_the_key()
    {
        await using ChainRig rig = await ChainRig.StartAsync();
        string accounts = await rig.AskAsync("eth_accounts");
        var remote = new RemoteSigner(rig.Node, Address.Parse(accounts[2..44])); // anvil holds this key itself
        await using Sender sender = await Sender.StartAsync(
            ChainRig.ChainId, remote, new SenderPorts(rig.Node, [rig.Node], rig.Journal), null, rig.Clock,
            Cancellation);

        SendRecord sent = await sender.SendAsync(rig.Request("pause"), Cancellation);
        await rig.MineAsync();

        Assert.Equal([sent.Latest.Hash], await rig.MinedAsync());
        Assert.Equal(remote.Address, SignedTransaction.Decode(sent.Latest.Raw.Span).RecoverSender());
    }

    private static UInt256 Committed(ChainRig rig) => rig.Journal.CommittedSince(
        ChainRig.ChainId, rig.Signer.Address, rig.Clock.GetUtcNow() - TimeSpan.FromDays(1));
}
