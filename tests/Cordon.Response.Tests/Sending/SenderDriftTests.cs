using Cordon.Domain.Sending;
using Cordon.Ethereum.Rpc;
using Cordon.Response.Sending;
using Cordon.Response.Tests.Kit;

namespace Cordon.Response.Tests.Sending;

/// <summary>Against a real node: what the journal and the chain know of an account drifts apart, also between two
/// runs.</summary>
public sealed class SenderDriftTests
{
    private static CancellationToken Cancellation => ChainRig.Cancellation;

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
}
