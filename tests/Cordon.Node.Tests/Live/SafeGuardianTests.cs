using System.Collections.Immutable;
using Cordon.Arena.Bindings;
using Cordon.Arena.Chain;
using Cordon.Arena.Deployment;
using Cordon.Contracts;
using Cordon.Domain.Policies;
using Cordon.Ethereum;
using Cordon.Node.Events;
using Cordon.Node.Settings;
using Cordon.Node.Tests.Kit;
using Cordon.Response.Confirming;

namespace Cordon.Node.Tests.Live;

/// <summary>A guardian that is a real Safe, two of whose owners have nodes.</summary>
[Collection(ArenaCollection.Name)]
public sealed class SafeGuardianTests(ArenaFixture fixture, ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_one_guardian_raises_the_nodes_of_a_safes_owners_attest_in_its_name()
    {
        (GuardedArena arena, Act attack) = await fixture.BeginAsync(output);
        Address account = await RegisterAsync(arena);
        await using RunningNode raiser = await RunningNode.StartAsync(
            RunningNode.Settings(arena, Folder("raiser")), arena.Key);
        await using RunningNode one = await OwnerAsync(arena, 0), other = await OwnerAsync(arena, 2);
        RunningNode[] owners = [one, other];
        foreach (RunningNode node in owners) await node.CatchUpAsync(arena.Client, arena.ChainId);

        await arena.SendAsync(attack);
        await raiser.UntilAsync<NodeEvent.ActionSent>();
        await arena.MineAsync();
        Hash256 incident = (await one.UntilAsync<NodeEvent.RaisedOnChain>(
            raised => raised.Incident.Protocol == arena.World.Lender)).Incident.Id;

        uint index = (await arena.ReadAsync(arena.StakeContract, new GuardianStake.GuardianCall(account))).Index;
        for (int i = 0; i < 240; i++)
        {
            if (await arena.ReadAsync(arena.Registry, new IncidentRegistry.HasAttestedCall(incident, index))) break;
            await Task.Delay(250, GuardedArena.Stop);
            await arena.MineAsync();
        }

        string story = $"{raiser.Story()}\n\n{one.Story()}\n\n{other.Story()}";
        Assert.True(
            await arena.ReadAsync(arena.Registry, new IncidentRegistry.HasAttestedCall(incident, index)), story);
        Assert.Equal(GuardedArena.Stake, (await arena.ReadAsync(
            arena.Registry, new IncidentRegistry.IncidentCall(incident))).Attack);
        Assert.Contains(owners, node => node.Of<NodeEvent.Community>().Any(news => news.Kind == "approved"));
        Assert.All(owners, node => Assert.Empty(node.Of<NodeEvent.ActionRequested>())); // it raises nothing
    }

    private static async Task<Address> RegisterAsync(GuardedArena arena)
    {
        Address safe = arena.Council, account = Address.FromWord(0x5afe);
        foreach (PrivateKey owner in arena.Owners)
            await arena.Stage.Chain.EndowAsync(owner.Address, Deployer.Ether(10), GuardedArena.Stop);
        await arena.ActAsync(
            arena.Banker, arena.Token, new TestToken.MintCall(account, GuardedArena.Stake).Encode(), mines: true);
        var approve = new TestToken.ApproveCall(arena.StakeContract, GuardedArena.Stake);
        await arena.ActAsync(account, arena.Token, approve.Encode(), mines: true);
        Hash256 consent = await arena.ReadAsync(arena.StakeContract, new GuardianStake.KeyDigestCall(account));
        Hash256 hash = new SafeMessage(arena.ChainId, safe, consent).Hash();
        byte[] proof = SafeSignatures.Join(
            [.. arena.Owners[..2].Select(owner => owner.Sign(hash).ToArray())], hash);
        var register = new GuardianStake.RegisterCall(safe, proof, "", 0, GuardedArena.Stake);
        await arena.ActAsync(account, arena.StakeContract, register.Encode(), mines: true);
        await arena.AskAsync("evm_increaseTime", 10UL);
        await arena.MineAsync();
        return account;
    }

    private Task<RunningNode> OwnerAsync(GuardedArena arena, int number)
    {
        ProtocolPolicy policy = new(
            "lender", IsDryRun: false, ImmutableSortedDictionary<ResponseAction, ActionRule>.Empty
                .Add(ResponseAction.Notify, new ActionRule { BeliefMin = 0.5, PerDayMax = 100 })
                .Add(ResponseAction.Attest, new ActionRule { BeliefMin = 0.6, PerDayMax = 100 }));
        NodeSettings settings = RunningNode.Settings(arena, Folder($"owner-{number}"), policy) with
        {
            Guardian = new GuardianSettings(new KeySource.Variable("NOBODY_READS_IT")) { Safe = arena.Council },
        };
        return RunningNode.StartAsync(settings, arena.Owners[number]);
    }

    private string Folder(string name) => Directory.CreateDirectory(Path.Combine(_folder.Path, name)).FullName;
}
