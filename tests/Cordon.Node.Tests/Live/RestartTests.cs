using Cordon.Arena.Chain;
using Cordon.Domain.Policies;
using Cordon.Domain.Sending;
using Cordon.Ethereum;
using Cordon.Node.Events;
using Cordon.Node.Settings;
using Cordon.Node.Tests.Kit;
using Cordon.Response.Signing;

namespace Cordon.Node.Tests.Live;

/// <summary>A node that ends in the middle of an attack, and the one that takes its place.</summary>
[Collection(ArenaCollection.Name)]
public sealed class RestartTests(ArenaFixture fixture, ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_decided_and_not_sent_is_sent_by_the_next_run_before_the_attack_and_once()
    {
        (GuardedArena arena, Act attack) = await fixture.BeginAsync(output);
        NodeSettings settings = RunningNode.Settings(arena, _folder.Path);
        string key;
        await using (RunningNode first = await RunningNode.StartAsync(settings, new BrokenSigner(arena.Key.Address)))
        {
            await first.CatchUpAsync(arena.Client, arena.ChainId);
            await arena.SendAsync(attack);
            key = (await first.UntilAsync<NodeEvent.ActionFailed>()).Decision.Key;
        }

        await using RunningNode second = await RunningNode.StartAsync(settings, arena.Key);
        NodeEvent.ActionSent sent = await second.UntilAsync<NodeEvent.ActionSent>();
        await arena.MineAsync();
        NodeEvent.ActionSettled settled = await second.UntilAsync<NodeEvent.ActionSettled>(
            e => e.Record.State >= SendState.Mined);

        Assert.Equal(key, sent.Record.Request.Key);
        Assert.Equal(0UL, await arena.IndexAsync(settled.Record.Inclusion!.Transaction));
        await AssertOnceAsync(arena, second);
    }

    [Fact]
    public async Task What_was_sent_and_not_mined_is_not_sent_again_by_the_next_run()
    {
        (GuardedArena arena, Act attack) = await fixture.BeginAsync(output);
        NodeSettings settings = RunningNode.Settings(arena, _folder.Path);
        Hash256 hash;
        await using (RunningNode first = await RunningNode.StartAsync(settings, arena.Key))
        {
            await first.CatchUpAsync(arena.Client, arena.ChainId);
            await arena.SendAsync(attack);
            hash = (await first.UntilAsync<NodeEvent.ActionSent>()).Record.Latest.Hash;
        }

        await using RunningNode second = await RunningNode.StartAsync(settings, arena.Key);
        await arena.MineAsync();
        NodeEvent.ActionSettled settled = await second.UntilAsync<NodeEvent.ActionSettled>(
            e => e.Record.State >= SendState.Mined);

        Assert.Equal(hash, settled.Record.Inclusion!.Transaction);
        await AssertOnceAsync(arena, second);
    }

    [Fact]
    public async Task An_incident_of_an_earlier_run_keeps_its_id_and_is_not_acted_on_twice()
    {
        (GuardedArena arena, Act attack) = await fixture.BeginAsync(output);
        NodeSettings settings = RunningNode.Settings(arena, _folder.Path);
        string id;
        await using (RunningNode first = await RunningNode.StartAsync(settings, arena.Key))
        {
            await first.CatchUpAsync(arena.Client, arena.ChainId);
            await arena.SendAsync(attack);
            await first.UntilAsync<NodeEvent.ActionSent>(); // perhaps told before its incident is
            id = (await first.UntilAsync<NodeEvent.IncidentOpened>(e => e.Incident.Protocol == "lender")).Incident.Id;
        }

        await arena.MineAsync(); // the attack and the pause, while nobody looks
        await using RunningNode second = await RunningNode.StartAsync(settings, arena.Key);
        await second.UntilAsync<NodeEvent.IncidentChanged>(
            e => e.Incident.Id == id && e.Incident.LastBlock > 0 && e.Incident.Reasons.Any(r => r.Tx is null));
        await second.CatchUpAsync(arena.Client, arena.ChainId);

        Assert.DoesNotContain(second.Of<NodeEvent.IncidentOpened>(), e => e.Incident.Protocol == "lender");
        await AssertOnceAsync(arena, second);
    }

    private static async Task AssertOnceAsync(GuardedArena arena, RunningNode node)
    {
        await arena.MineAsync();
        await node.CatchUpAsync(arena.Client, arena.ChainId);
        Assert.Equal(2, await arena.ModeAsync());
        await arena.AssertRaisedOnceAsync(node.Story);
        Assert.DoesNotContain(node.Of<NodeEvent.Decided>(), e => e.Decision is
        {
            Action: ResponseAction.Pause, Permission: Permission.Granted,
        });
    }

    private sealed class BrokenSigner(Address address) : ITransactionSigner
    {
        public Address Address => address;

        public Task<SignedTransaction> SignAsync(Transaction transaction, CancellationToken cancellation = default) =>
            Task.FromException<SignedTransaction>(new SigningException("The remote signer does not answer."));
    }
}
