using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Node.Engagement;
using Cordon.Node.Settings;
using Cordon.Node.Tests.Kit;

namespace Cordon.Node.Tests.Duties;

/// <summary>The attention challenges of an arena, whose time the test moves.</summary>
internal sealed class ChallengedChain(GuardedArena arena)
{
    public const ulong EpochSeconds = 86_400;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The epoch that the test is about.</summary>
    public ulong Epoch { get; private set; }

    /// <summary>Settings of a node that guards the arena and answers its challenges.</summary>
    public NodeSettings Settings(string folder)
    {
        NodeSettings plain = RunningNode.Settings(arena, folder);
        return plain with
        {
            Chains = [RunningNode.ChainOf(arena) with { Engagement = arena.Engagement }],
            Options = plain.Options with
            {
                Engagement = new EngagementOptions
                {
                    SpreadMax = TimeSpan.FromSeconds(3),
                    Interval = TimeSpan.FromMilliseconds(200),
                },
            },
        };
    }

    /// <summary>Moves the chain to the beginning of the next epoch.</summary>
    public async Task BeginEpochAsync()
    {
        Epoch = (await NowAsync() / EpochSeconds) + 1;
        await PassAsync(Epoch * EpochSeconds);
    }

    /// <summary>Somebody opens the present epoch.</summary>
    public Task OpenAsync() => arena.ActAsync(
        arena.Banker, arena.Engagement, new Contracts.Engagement.OpenCall().Encode(), mines: true);

    /// <summary>Begins epochs until one asks about blocks with transactions in them.</summary>
    public async Task OpenOnTrafficAsync()
    {
        while (true)
        {
            await OpenAsync();
            Contracts.Engagement.Epoch epoch = await EpochAsync();
            for (ulong number = epoch.FirstBlock; number <= epoch.LastBlock; number++)
            {
                using RpcPayload count = await arena.Client.CallRawAsync(
                    new RpcCall("eth_getBlockTransactionCountByNumber", number), GuardedArena.Stop);
                if (System.Text.Encoding.UTF8.GetString(count.Json.Span) != "\"0x0\"") return;
            }

            await BeginEpochAsync();
        }
    }

    /// <summary>Makes a block at that time.</summary>
    public async Task PassAsync(ulong time)
    {
        await arena.AskAsync("evm_setNextBlockTimestamp", time);
        await arena.MineAsync();
    }

    public async Task<ulong> NowAsync() =>
        (await arena.Client.GetBlockHeaderAsync("latest", GuardedArena.Stop))!.Timestamp!.Value;

    public Task<Contracts.Engagement.Epoch> EpochAsync() =>
        arena.ReadAsync(arena.Engagement, new Contracts.Engagement.EpochsCall(Epoch));

    public Task<UInt256> FreshAsync(Address guardian) =>
        arena.ReadAsync(arena.Engagement, new Contracts.Engagement.FreshUntilCall(guardian));

    /// <summary>Makes blocks until something holds.</summary>
    public async Task MineUntilAsync(Func<Task<bool>> holds, IReadOnlyCollection<RunningNode> nodes)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(GuardedArena.Stop);
        limit.CancelAfter(Patience);
        while (!await holds())
        {
            await arena.MineAsync();
            try
            {
                await Task.Delay(150, limit.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail(string.Join("\n\n", nodes.Select(node => node.Story())));
            }
        }
    }
}
