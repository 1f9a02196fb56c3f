using Cordon.Contracts;
using Cordon.Domain.Attestations;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Response.Attestations.Chain;
using Cordon.Response.Attestations.Gossip;
using Cordon.Response.Attestations.Tests.Kit;
using Cordon.Response.Attestations.Wire;
using Cordon.Response.Signing;
using static Cordon.Response.Attestations.Tests.Kit.ContractKeys;

namespace Cordon.Response.Attestations.Tests;

/// <summary>What failed once is done later, and nothing stands still for it.</summary>
public class RecoveryTests
{
    private static CancellationToken Stop => Worlds.Stop;

    [Fact]
    public async Task A_part_that_fails_in_a_way_that_nobody_foresaw_goes_on()
    {
        await using GuardianWorld world = await Worlds.StartAsync(1_000, 1_000);
        GuardianNode node = world.Guardians[0];
        bool fails = false;
        var odd = new FailingNode(world.Node, call => fails && call.Method == "eth_getLogs"
            ? throw new InvalidOperationException("nobody foresaw this")
            : Task.CompletedTask);
        await node.StartAsync(Stop, submits: false, node: odd);

        fails = true;
        await world.UntilAsync(() => Hindrances(node).Any(text => text.Contains("nobody foresaw")), "it is told");
        Hash256 incident = await world.RaiseAsync(1, "drain");
        fails = false;

        await world.UntilAsync(() => node.Exchange!.Find(incident) is not null, "the incident is seen");
    }

    [Fact]
    public async Task What_the_journal_could_not_be_asked_about_is_taken_up_by_the_next_look()
    {
        await using GuardianWorld world = await Worlds.StartAsync(1_000, 1_000);
        GuardianNode node = world.Guardians[0];
        var failing = new DyingJournal(node.Journal);
        await node.StartAsync(Stop, submits: false, journal: failing);
        failing.ReadsThatFail = 2;
        Hash256 incident = await world.RaiseAsync(1, "drain");
        node.Journal.Decide(incident, Verdict.Attack); // as an earlier run did, whose chain was a block ahead

        await world.UntilAsync(() => Hindrances(node).Any(text => text.Contains("cannot be read")), "it is told");
        await world.UntilAsync(
            () => node.Exchange!.Find(incident)?.AttackWeight == Token * 1_000, "what was decided is signed");
    }

    [Fact]
    public async Task What_the_disk_did_not_take_is_written_when_it_does()
    {
        await using GuardianWorld world = await Worlds.StartAsync(1_000, 1_000);
        GuardianNode node = world.Guardians[0];
        var failing = new DyingJournal(node.Journal) { WritesThatFail = 2 };
        await node.StartAsync(Stop, submits: false, journal: failing);
        Hash256 incident = await world.RaiseAsync(1, "drain");
        await node.Exchange!.LookAsync(Stop);
        using var peer = new HostilePeer(world.Scope, world.Guardians[1].Key, node);

        Assert.Equal("200", await peer.SayAsync(peer.Attest(incident, Verdict.Attack)));

        await world.UntilAsync(() => node.Journal.Read(incident).Count == 1, "it is kept");
        Assert.Equal(2, Hindrances(node).Count(text => text.Contains("cannot be written")));
    }

    [Fact]
    public async Task A_proof_whose_cost_a_node_would_not_say_is_sent_later()
    {
        await using GuardianWorld world = await Worlds.StartAsync(1_000, 1_000);
        (GuardianNode node, GuardianNode twoFaced) = (world.Guardians[0], world.Guardians[1]);
        Hash256 incident = await world.RaiseAsync(0, "drain");
        int refusals = 0;
        var busy = new FailingNode(world.Node, async call =>
        {
            // As a node that has had enough: an error, and none of the chain.
            if (call.Method == "eth_estimateGas" && refusals++ == 0)
                await world.Node.CallRawAsync(new RpcCall("cordon_noSuchMethod"), Stop);
        });
        await node.StartAsync(Stop, node: busy);
        using var peer = new HostilePeer(world.Scope, twoFaced.Key, node);

        Assert.Equal("200", await peer.SayAsync(peer.Attest(incident, Verdict.NoAttack)));
        Assert.Equal("200", await peer.SayAsync(peer.Attest(incident, Verdict.Attack)));

        await world.UntilAsync(async () => (await world.ReadAsync(
            world.Scope.Stake, new GuardianStake.GetVotesCall(twoFaced.Account))).IsZero, "it weighs nothing");
        Assert.InRange(refusals, 2, int.MaxValue);
    }

    [Fact]
    public async Task What_the_node_itself_brought_is_asked_about_until_the_chain_answers()
    {
        await using GuardianWorld world = await StartWithSafeAsync(1_000, 1_000);
        GuardianNode node = world.Guardians[0];
        Hash256 incident = await world.RaiseAsync(0, "drain");
        var silent = new QuestionsOfContracts(world.Node)
        {
            Meanwhile = number => number <= 2
                ? throw new RpcException(RpcFailure.Timeout, "eth_call", "test", "no answer", "")
                : Task.CompletedTask,
        };
        await node.StartAsync(Stop, Patient, submits: false, node: silent);

        Assert.True(node.Exchange!.Bring(SafeSays(world, incident, Verdict.Attack, TwoOwners)));

        await world.UntilAsync(() => Weight(node, incident) == Token * 1_000, "the Safe is heard");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_verdicts_of_a_key_that_was_changed_since_prove_guilt_after_the_incident_is_over(bool isSafe)
    {
        await using GuardianWorld world = await StartWithSafeAsync(1_000, 1_000);
        (GuardianNode node, GuardianNode other) = (world.Guardians[0], world.Guardians[1]);
        Hash256 incident = await world.RaiseAsync(0, "drain");
        await node.StartAsync(Stop, Patient);
        Address guilty = isSafe
            ? await world.ReadAsync(world.Scope.Stake, new GuardianStake.GuardianOfKeyCall(world.Plan.Council))
            : other.Account;
        using PrivateKey next = PrivateKey.Generate();
        await world.ActAsync((guilty, world.Scope.Stake, new GuardianStake.ScheduleKeyCall(
            next.Address, world.Proof(next, guilty))));
        await world.AskAsync("evm_increaseTime", 90_000);
        await world.AskAsync("evm_mine");
        await node.Exchange!.LookAsync(Stop); // the incident is over, with the old keys
        await world.ActAsync((guilty, world.Scope.Stake, new GuardianStake.ActivateKeyCall(guilty)));
        await node.Exchange.LookAsync(Stop);
        using var peer = new HostilePeer(world.Scope, other.Key, node);

        foreach (Verdict verdict in Enum.GetValues<Verdict>())
        {
            Attestation said = isSafe
                ? SafeSays(world, incident, verdict, TwoOwners)
                : peer.Attest(incident, verdict);
            Assert.True(node.Exchange.Bring(said));
        }

        await world.UntilAsync(async () => (await world.ReadAsync(
            world.Scope.Stake, new GuardianStake.GetVotesCall(guilty))).IsZero, "it weighs nothing");
    }

    [Fact]
    public async Task A_neighbour_that_was_given_up_may_still_be_offered_something()
    {
        using PrivateKey key = Some.Key(1);
        using var signer = new LocalSigner(key);
        using var caller = new PeerCaller(
            Some.Scope, new WireDomain(Some.Scope), signer, new ExchangeOptions(), TimeProvider.System);
        Member gone = Some.Member(key, 2) with { Endpoint = "http://127.0.0.1:1" };
        var link = new PeerLink(gone, caller, TimeSpan.Zero, TimeProvider.System, (_, _) => { });
        await link.DisposeAsync();

        link.Offer([Some.Attest(key, Verdict.Attack)]);
    }

    private static IEnumerable<string> Hindrances(GuardianNode node) =>
        node.Events.OfType<ExchangeEvent.Hindered>().Select(told => told.Reason);
}
