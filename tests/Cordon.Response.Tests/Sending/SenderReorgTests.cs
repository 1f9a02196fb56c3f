using Cordon.Domain.Sending;
using Cordon.Ethereum.Rpc;
using Cordon.Response.Sending;
using Cordon.Response.Tests.Kit;

namespace Cordon.Response.Tests.Sending;

/// <summary>A real node takes blocks back: what was in them is sent again, waits, or is taken back.</summary>
public sealed class SenderReorgTests
{
    private static readonly SenderOptions Options = new() { ConfirmationsMin = 3 };

    private Standing _standing = Standing.Holds;

    private static CancellationToken Cancellation => ChainRig.Cancellation;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_fell_with_its_block_is_never_mined_again_and_ends_withdrawn(bool isInThePool)
    {
        await using ChainRig rig = await ChainRig.StartAsync();
        List<SendState> told = [];
        await using Sender sender = await StartAsync(rig, record => told.Add(record.State));
        await SendAndMineAsync(rig, sender, "pause");

        await ReorganiseAsync(rig, isInThePool);
        _standing = Standing.Fell("the incident is retracted");
        await sender.LookAsync(Cancellation);
        Assert.True(rig.Journal.Find("pause")!.Latest.IsCancel);
        await rig.MineAsync(4);
        await sender.LookAsync(Cancellation);

        SendRecord record = rig.Journal.Find("pause")!;
        Assert.Equal((SendState.Withdrawn, "the incident is retracted"), (record.State, record.Withdrawal));
        Assert.Empty(await rig.MinedAsync());
        Assert.Equal(1UL, await rig.NonceAsync()); // the nonce is used: nobody can send the old bytes
        Assert.Equal(SendState.Withdrawn, told[^1]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_stands_is_mined_again_once_with_the_same_bytes(bool isInThePool)
    {
        await using ChainRig rig = await ChainRig.StartAsync();
        List<SendState> told = [];
        await using Sender sender = await StartAsync(rig, record => told.Add(record.State));
        SendRecord sent = await SendAndMineAsync(rig, sender, "pause");

        await ReorganiseAsync(rig, isInThePool);
        await sender.LookAsync(Cancellation);
        await rig.MineAsync(4);
        await sender.LookAsync(Cancellation);

        Assert.Equal(SendState.Final, rig.Journal.Find("pause")!.State);
        Assert.Equal([sent.Latest.Hash], await rig.MinedAsync());
        Assert.Equal([SendState.Mined, SendState.Pending, SendState.Final], told[1..]); // and each is told of
    }

    [Fact]
    public async Task Nothing_is_broadcast_before_it_is_known_whether_it_stands()
    {
        await using ChainRig rig = await ChainRig.StartAsync();
        await using Sender sender = await StartAsync(rig);
        await SendAndMineAsync(rig, sender, "pause");

        await ReorganiseAsync(rig, isInThePool: false);
        _standing = Standing.Unclear;
        await sender.LookAsync(Cancellation);
        await rig.MineAsync();
        await sender.LookAsync(Cancellation);
        Assert.Empty(await rig.MinedAsync());
        SendRecord other = await sender.SendAsync(rig.Request("other"), Cancellation);
        Assert.Equal(1UL, other.Nonce); // the one that waits keeps its own

        _standing = Standing.Holds;
        await sender.LookAsync(Cancellation);
        await rig.MineAsync();
        Assert.Equal(2, (await rig.MinedAsync()).Count);
    }

    [Fact]
    public async Task Two_of_one_block_keep_their_nonces()
    {
        await using ChainRig rig = await ChainRig.StartAsync();
        await using Sender sender = await StartAsync(rig);
        SendRecord first = await sender.SendAsync(rig.Request("first"), Cancellation);
        SendRecord second = await sender.SendAsync(rig.Request("second"), Cancellation);
        await rig.MineAsync();
        await sender.LookAsync(Cancellation);

        await ReorganiseAsync(rig, isInThePool: false);
        await sender.LookAsync(Cancellation);
        await rig.MineAsync(4);
        await sender.LookAsync(Cancellation);

        Assert.Equal([first.Latest.Hash, second.Latest.Hash], await rig.MinedAsync());
        Assert.Single(rig.Journal.Find("second")!.Attempts);
    }

    [Theory]
    [InlineData(0)] // while its cancel waits to be mined
    [InlineData(1)] // the cancel is in a block
    [InlineData(4)] // the cancel is final: it must be asked for again
    public async Task What_stands_again_is_mined_once(int blocks)
    {
        await using ChainRig rig = await ChainRig.StartAsync();
        await using Sender sender = await StartAsync(rig);
        await SendAndMineAsync(rig, sender, "pause");
        await ReorganiseAsync(rig, isInThePool: false);
        _standing = Standing.Fell("the incident is retracted");
        await sender.LookAsync(Cancellation);
        await rig.MineAsync(blocks);
        await sender.LookAsync(Cancellation);

        _standing = Standing.Holds;
        await sender.SendAsync(rig.Request("pause"), Cancellation);
        await sender.LookAsync(Cancellation);
        await sender.LookAsync(Cancellation); // two looks must agree that the nonce is taken
        await rig.MineAsync(4);
        await sender.LookAsync(Cancellation);

        SendRecord record = rig.Journal.Find("pause")!;
        Assert.Equal((SendState.Final, null), (record.State, record.Withdrawal));
        Assert.Single(await rig.MinedAsync());
    }

    [Fact]
    public async Task A_restart_in_the_middle_of_taking_back_goes_on_with_it()
    {
        await using ChainRig rig = await ChainRig.StartAsync();
        await using (Sender killed = await StartAsync(rig))
        {
            await SendAndMineAsync(rig, killed, "pause");
            await ReorganiseAsync(rig, isInThePool: false);
            _standing = Standing.Fell("the incident is retracted");
            await killed.LookAsync(Cancellation);
        }

        await rig.AskAsync("anvil_dropAllTransactions");
        rig.Reopen();
        _standing = Standing.Unclear; // the next run does not know the incident yet
        await using Sender sender = await StartAsync(rig);
        await rig.MineAsync(4);
        await sender.LookAsync(Cancellation);

        Assert.Equal(SendState.Withdrawn, rig.Journal.Find("pause")!.State);
        Assert.Empty(await rig.MinedAsync());
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

    private static async Task<SendRecord> SendAndMineAsync(ChainRig rig, Sender sender, string key)
    {
        SendRecord sent = await sender.SendAsync(rig.Request(key), Cancellation);
        await rig.MineAsync();
        await sender.LookAsync(Cancellation);
        Assert.Equal(SendState.Mined, rig.Journal.Find(key)!.State);
        return sent;
    }

    // One block less; what was in it waits in the pool again, or is lost.
    private static async Task ReorganiseAsync(ChainRig rig, bool isInThePool)
    {
        List<Cordon.Ethereum.Hash256> gone = await rig.MinedAsync();
        byte[][] raw = [.. gone.Select(hash => rig.Journal.ReadOpen(ChainRig.ChainId, rig.Signer.Address)
            .SelectMany(record => record.Attempts).Single(attempt => attempt.Hash == hash).Raw.ToArray())];
        await rig.AskAsync("anvil_reorg", RpcParam.Json("1"), RpcParam.Json("[]"));
        await rig.AskAsync("anvil_dropAllTransactions");
        Assert.Empty(await rig.MinedAsync());
        if (!isInThePool) return;
        foreach (byte[] bytes in raw) await rig.Node.SendRawTransactionAsync(bytes, Cancellation);
    }

    private Task<Sender> StartAsync(ChainRig rig, Action<SendRecord>? onChange = null) => Sender.StartAsync(
        ChainRig.ChainId, rig.Signer,
        new SenderPorts(
            rig.Node, [rig.Node], rig.Journal, (_, record) => onChange?.Invoke(record), (_, _) => _standing),
        Options, rig.Clock, Cancellation);
}
