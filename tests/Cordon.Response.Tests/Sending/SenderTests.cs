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
