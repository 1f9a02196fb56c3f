using Cordon.Contracts;
using Cordon.Domain.Attestations;
using Cordon.Domain.Sending;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Response.Attestations.Tests.Kit;
using static Cordon.Response.Attestations.Tests.Kit.ContractKeys;

namespace Cordon.Response.Attestations.Tests;

/// <summary>Guardians whose key is a contract (ERC-1271): the chain says what they signed, and it alone.</summary>
public class ContractGuardianTests
{
    private static CancellationToken Stop => Worlds.Stop;

    [Fact]
    public async Task A_safe_and_two_accounts_are_a_quorum_that_one_call_brings_to_the_chain()
    {
        await using GuardianWorld world = await StartWithSafeAsync(1_000, 1_000, 1_000);
        Hash256 incident = await world.RaiseAsync(0, "drain");
        foreach (GuardianNode node in world.Guardians.Take(2)) await node.StartAsync(Stop, Patient);

        // One node hears of it, from a guardian that is not the Safe; the others hear from that node.
        using (var bringer = new HostilePeer(world.Scope, world.Guardians[2].Key, world.Guardians[0]))
            Assert.Equal("200", await bringer.SayAsync(SafeSays(world, incident, Verdict.Attack, TwoOwners)));
        await world.Guardians[2].StartAsync(Stop, Patient); // with the bringer's key, so after it
        foreach (GuardianNode node in world.Guardians.Take(2))
            await node.Exchange!.AttestAsync(incident, Verdict.Attack, Stop);

        await world.UntilAsync(async () => (await world.IncidentAsync(incident)).QuorumAt != 0, "a quorum");
        Assert.Equal(Token * 3_000, (await world.IncidentAsync(incident)).Attack);
        SendRequest request = Assert.Single(world.Guardians.SelectMany(node => node.Requests).DistinctBy(r => r.Key));
        Assert.True(IncidentRegistry.AttestCall.TryDecode(request.Data.Span, out var call));
        Assert.Equal(2, call.Signatures.Length);
        Assert.Equal(world.Plan.Council, Assert.Single(call.ContractSignatures).Signer);
        await world.UntilAsync(
            () => world.Guardians.All(node => node.Events.OfType<ExchangeEvent.Counted>()
                .Any(told => told.Attestation.Signer == world.Plan.Council)), "everybody has heard the Safe");
        Assert.All(world.Guardians, node => Assert.Empty(node.Events.OfType<ExchangeEvent.PeerMisbehaved>()));
    }

    [Fact]
    public async Task A_safe_whose_owners_ask_for_more_signatures_meanwhile_is_left_out_and_comes_back_when_they_sign()
    {
        await using GuardianWorld world = await StartWithSafeAsync(1_000, 1_000, 1_000);
        (GuardianNode node, GuardianNode other) = (world.Guardians[0], world.Guardians[1]);
        await node.StartAsync(Stop, Patient with { ContractRefusalLifetime = TimeSpan.FromSeconds(1) });
        Hash256 incident = await world.RaiseAsync(0, "drain");
        await node.Exchange!.LookAsync(Stop);
        Attestation early = SafeSays(world, incident, Verdict.Attack, TwoOwners);
        Assert.True(node.Exchange.Bring(early));
        await world.UntilAsync(() => Weight(node, incident) == Token * 1_000, "the Safe is heard");

        await world.ActAsync((world.Plan.Council, world.Plan.Council, new Safe.ChangeThresholdCall(3)));
        using var peer = new HostilePeer(world.Scope, other.Key, node);
        Assert.Equal("200", await peer.SayAsync(peer.Attest(incident, Verdict.Attack)));
        await node.Exchange.AttestAsync(incident, Verdict.Attack, Stop); // with it a quorum, if the Safe stood by it

        await world.UntilAsync(() => node.Events.OfType<ExchangeEvent.Lapsed>().Any(), "it is left out");
        Assert.Equal(early, node.Events.OfType<ExchangeEvent.Lapsed>().First().Attestation);
        Assert.Equal(Token * 2_000, Weight(node, incident));
        Assert.Empty(node.Requests); // two of four are none, and nobody pays to learn it
        Assert.Equal(0u, (await world.IncidentAsync(incident)).QuorumAt);

        Assert.True(node.Exchange.Bring(SafeSays(world, incident, Verdict.Attack, GuardianWorld.SafeOwners)));
        await world.UntilAsync(async () => (await world.IncidentAsync(incident)).QuorumAt != 0, "a quorum");
        Assert.Equal(Token * 3_000, (await world.IncidentAsync(incident)).Attack);
    }

    [Fact]
    public async Task What_lapses_between_the_last_question_and_the_block_costs_its_own_weight_and_nobody_elses()
    {
        await using GuardianWorld world = await StartWithSafeAsync(1_000, 1_000, 1_000);
        GuardianNode node = world.Guardians[0];
        Hash256 incident = await world.RaiseAsync(0, "drain");
        await node.StartAsync(Stop, Patient with { SubmitPatience = TimeSpan.FromMinutes(5) });
        Assert.True(node.Exchange!.Bring(SafeSays(world, incident, Verdict.Attack, TwoOwners)));
        using var peer = new HostilePeer(world.Scope, world.Guardians[1].Key, node);
        Assert.Equal("200", await peer.SayAsync(peer.Attest(incident, Verdict.Attack)));
        await world.AskAsync("evm_setAutomine", false);
        await node.Exchange.AttestAsync(incident, Verdict.Attack, Stop);
        await world.UntilAsync(async () => await world.Node.GetTransactionCountAsync(
            node.Key.Address, "pending", Stop) > await world.Node.GetTransactionCountAsync(
            node.Key.Address, "latest", Stop), "a call that waits for a block");

        // A slot of the Safe: its threshold.
        await world.AskAsync(
            "anvil_setStorageAt", world.Plan.Council, new Hash256((UInt256)4), new Hash256((UInt256)3));
        await world.AskAsync("evm_mine");

        Assert.Equal(Token * 2_000, (await world.IncidentAsync(incident)).Attack);
        Assert.Equal(0u, (await world.IncidentAsync(incident)).QuorumAt);
    }

    [Fact]
    public async Task A_safe_that_says_both_is_slashed_also_where_the_chain_has_counted_one_already()
    {
        await using GuardianWorld world = await StartWithSafeAsync(1_000, 1_000);
        GuardianNode node = world.Guardians[0];
        await node.StartAsync(Stop, Patient);
        Hash256 incident = await world.RaiseAsync(0, "drain");
        await node.Exchange!.LookAsync(Stop);
        Attestation attack = SafeSays(world, incident, Verdict.Attack, TwoOwners);
        Assert.True(node.Exchange.Bring(attack));
        await world.UntilAsync(() => Weight(node, incident) == Token * 1_000, "the first verdict is taken");
        await AttestOnChainAsync(world, attack);

        Assert.True(node.Exchange.Bring(SafeSays(world, incident, Verdict.NoAttack, TwoOwners)));

        await UntilItWeighsNothingAsync(world);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(true, false)] // over on the chain, and not yet as this node has seen it
    public async Task A_safe_that_is_heard_when_the_chain_counts_it_no_more_is_held_to_its_word(
        bool isOver, bool isSeen)
    {
        await using GuardianWorld world = await StartWithSafeAsync(1_000, 1_000);
        GuardianNode node = world.Guardians[0];
        Hash256 incident = await world.RaiseAsync(0, "drain");
        Attestation attack = SafeSays(world, incident, Verdict.Attack, TwoOwners);
        var counting = new QuestionsOfContracts(world.Node);
        ExchangeOptions options = Patient with { PollInterval = TimeSpan.FromSeconds(isSeen ? 0.2 : 50) };
        if (!isSeen) await node.StartAsync(Stop, options, node: counting);
        if (isOver) await world.AskAsync("evm_increaseTime", 25 * 3_600);
        else await AttestOnChainAsync(world, attack);
        await world.AskAsync("evm_mine");
        if (isSeen) await node.StartAsync(Stop, options, node: counting);

        Assert.True(node.Exchange!.Bring(SafeSays(world, incident, Verdict.Attack, TwoOwners[0])));
        await world.UntilAsync(() => counting.Answered == 1, "one owner's signature is asked about");
        Assert.True(node.Exchange.Bring(attack));
        await world.UntilAsync(() => Weight(node, incident) == Token * 1_000, "the Safe is heard");
        Assert.Equal(attack, Assert.Single(node.Events.OfType<ExchangeEvent.Counted>()).Attestation);

        Assert.True(node.Exchange.Bring(SafeSays(world, incident, Verdict.NoAttack, TwoOwners)));
        await UntilItWeighsNothingAsync(world);
    }

    [Fact]
    public async Task A_safe_that_the_chain_counts_while_it_is_asked_about_has_not_lapsed()
    {
        await using GuardianWorld world = await StartWithSafeAsync(1_000, 1_000, 1_000);
        GuardianNode node = world.Guardians[0];
        Hash256 incident = await world.RaiseAsync(0, "drain");
        Attestation attack = SafeSays(world, incident, Verdict.Attack, TwoOwners);
        var overtaken = new QuestionsOfContracts(world.Node)
        {
            Meanwhile = number => number == 2 ? AttestOnChainAsync(world, attack) : Task.CompletedTask,
        };
        await node.StartAsync(Stop, Patient, node: overtaken);
        Assert.True(node.Exchange!.Bring(attack));
        await world.UntilAsync(() => Weight(node, incident) == Token * 1_000, "the Safe is heard");

        using var peer = new HostilePeer(world.Scope, world.Guardians[1].Key, node);
        Assert.Equal("200", await peer.SayAsync(peer.Attest(incident, Verdict.Attack)));
        await node.Exchange.AttestAsync(incident, Verdict.Attack, Stop); // a quorum, before which the Safe is asked

        await world.UntilAsync(async () => (await world.IncidentAsync(incident)).QuorumAt != 0, "a quorum");
        Assert.Equal(Token * 3_000, (await world.IncidentAsync(incident)).Attack);
        Assert.Empty(node.Events.OfType<ExchangeEvent.Lapsed>());
        Assert.InRange(overtaken.Count, 2, int.MaxValue);
    }

    [Fact]
    public async Task What_a_safe_brought_to_the_chain_itself_counts_for_the_quorum_that_the_others_hold()
    {
        await using GuardianWorld world = await StartWithSafeAsync(1_000, 1_000, 1_000);
        foreach (GuardianNode node in world.Guardians) await node.StartAsync(Stop, Patient);
        Hash256 incident = await world.RaiseAsync(0, "drain");
        foreach (GuardianNode node in world.Guardians.Take(2))
            await node.Exchange!.AttestAsync(incident, Verdict.Attack, Stop);
        Assert.All(world.Guardians, node => Assert.Empty(node.Events.OfType<ExchangeEvent.QuorumHeld>()));

        await AttestOnChainAsync(world, SafeSays(world, incident, Verdict.Attack, TwoOwners));

        await world.UntilAsync(async () => (await world.IncidentAsync(incident)).QuorumAt != 0, "a quorum");
    }

    [Fact]
    public async Task After_a_restart_a_safe_is_heard_from_the_journal_if_it_still_stands_by_its_word()
    {
        await using GuardianWorld world = await StartWithSafeAsync(1_000, 1_000);
        GuardianNode node = world.Guardians[0];
        await node.StartAsync(Stop, Patient, submits: false);
        Hash256 incident = await world.RaiseAsync(0, "drain");
        await node.Exchange!.LookAsync(Stop);
        Assert.True(node.Exchange.Bring(SafeSays(world, incident, Verdict.Attack, TwoOwners)));
        await world.UntilAsync(() => node.Journal.Read(incident).Count == 1, "it is kept");
        await node.StopAsync();
        node.Events.Clear();

        await node.StartAsync(Stop, Patient, submits: false);
        await world.UntilAsync(() => Weight(node, incident) == Token * 1_000, "the Safe is heard");
        await node.StopAsync();
        await world.ActAsync((world.Plan.Council, world.Plan.Council, new Safe.ChangeThresholdCall(3)));

        var counting = new QuestionsOfContracts(world.Node);
        await node.StartAsync(Stop, Patient, submits: false, node: counting);
        await world.UntilAsync(() => counting.Answered > 0, "the chain is asked");
        await node.Exchange!.LookAsync(Stop);
        Assert.Equal(UInt256.Zero, Weight(node, incident));
    }

    private static async Task UntilItWeighsNothingAsync(GuardianWorld world)
    {
        Address account = await world.ReadAsync(
            world.Scope.Stake, new GuardianStake.GuardianOfKeyCall(world.Plan.Council));
        await world.UntilAsync(async () => (await world.ReadAsync(
            world.Scope.Stake, new GuardianStake.GetVotesCall(account))).IsZero, "it weighs nothing");
    }
}
