using Cordon.Contracts;
using Cordon.Domain.Attestations;
using Cordon.Domain.Sending;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Response.Attestations.Submission;
using Cordon.Response.Attestations.Tests.Kit;
using Cordon.Response.Attestations.Wire;

namespace Cordon.Response.Attestations.Tests;

/// <summary>A quorum comes to the chain whoever of its holders dies.</summary>
public class SubmissionTests
{
    private static CancellationToken Stop => Worlds.Stop;

    [Fact]
    public async Task Where_the_first_submitter_dies_another_submits_after_a_while()
    {
        await using GuardianWorld world = await Worlds.StartAsync(1_000, 1_000, 1_000, 1_000);
        Hash256 incident = await world.RaiseAsync(0, "drain");
        Address[] keys = [.. world.Guardians.Select(node => node.Key.Address)];
        GuardianNode first = world.Guardians.Single(node => SubmitTurn.Of(incident, node.Key.Address, keys).Rank == 0);
        first.Swallows = true;
        ExchangeOptions options = GuardianNode.Brisk with
        {
            SubmitStep = TimeSpan.FromSeconds(3),
            SubmitPatience = TimeSpan.FromSeconds(3),
        };
        foreach (GuardianNode node in world.Guardians) await node.StartAsync(Stop, options);

        foreach (GuardianNode node in world.Guardians)
            await node.Exchange!.AttestAsync(incident, Verdict.Attack, Stop);

        await world.UntilAsync(async () => (await world.IncidentAsync(incident)).QuorumAt != 0, "a quorum", 60);
        Assert.NotEmpty(first.Requests);
    }

    [Fact]
    public async Task Whoever_sees_a_submission_wait_in_the_pool_makes_none_although_nobody_told_it()
    {
        await using GuardianWorld world = await Worlds.StartAsync(1_000, 1_000, 1_000);
        Hash256 incident = await world.RaiseAsync(0, "drain");
        Address[] keys = [.. world.Guardians.Select(node => node.Key.Address)];
        GuardianNode[] byTurn =
            [.. world.Guardians.OrderBy(node => SubmitTurn.Of(incident, node.Key.Address, keys).Rank)];
        (GuardianNode first, GuardianNode later, GuardianNode silent) = (byTurn[0], byTurn[1], byTurn[2]);
        ExchangeOptions patient = GuardianNode.Brisk with { SubmitPatience = TimeSpan.FromMinutes(5) };
        await world.AskAsync("evm_setAutomine", false);
        await first.StartAsync(Stop, patient);
        using var voter = new HostilePeer(world.Scope, silent.Key, first);
        Assert.Equal("200", await voter.SayAsync(voter.Attest(incident, Verdict.Attack)));
        await first.Exchange!.AttestAsync(incident, Verdict.Attack, Stop);
        await world.UntilAsync(
            () => Task.FromResult(first.Events.OfType<ExchangeEvent.Submitted>().Any()), "a submission");

        var asked = new CallsOfPendingState(world.Node); // it begins after the first has told everybody
        await later.StartAsync(Stop, patient, node: asked);
        await later.Exchange!.AttestAsync(incident, Verdict.Attack, Stop);
        await world.UntilAsync(() => Task.FromResult(asked.Count > 0), "a look at the pending state");
        await world.AskAsync("evm_mine");
        await world.UntilAsync(
            () => Task.FromResult(later.Events.OfType<ExchangeEvent.QuorumOnChain>().Any()), "the quorum on the chain");

        Assert.Empty(later.Requests);
        Assert.Single(first.Requests);
    }

    [Theory]
    [InlineData(0, 2)] // one before it gets under way: it waits, and does it at the second attempt
    [InlineData(2, 1)] // one behind it must not stop it, or both would wait for each other
    public async Task A_word_that_comes_while_a_node_prepares_stops_it_if_it_is_of_one_before_it(
        int speaking, int attempts)
    {
        await using GuardianWorld world = await Worlds.StartAsync(1_000, 1_000, 1_000);
        Hash256 incident = await world.RaiseAsync(0, "drain");
        Address[] keys = [.. world.Guardians.Select(node => node.Key.Address)];
        GuardianNode[] byTurn =
            [.. world.Guardians.OrderBy(node => SubmitTurn.Of(incident, node.Key.Address, keys).Rank)];
        GuardianNode node = byTurn[1];
        using var speaker = new HostilePeer(world.Scope, byTurn[speaking].Key, node);
        using var voter = new HostilePeer(world.Scope, byTurn[2 - speaking].Key, node);
        var preparing = new CallsThatPrepare(
            world.Node, () => speaker.PostAsync(new WireMessage([], [incident]).Write()));
        ExchangeOptions options = GuardianNode.Brisk with { SubmitPatience = TimeSpan.FromSeconds(5) };
        await node.StartAsync(Stop, options, node: preparing);
        Assert.Equal("200", await voter.SayAsync(voter.Attest(incident, Verdict.Attack)));

        await node.Exchange!.AttestAsync(incident, Verdict.Attack, Stop);

        await world.UntilAsync(async () => (await world.IncidentAsync(incident)).QuorumAt != 0, "a quorum");
        Assert.Equal(attempts, preparing.Count);
        Assert.Single(node.Requests);
    }

    [Fact]
    public async Task A_liar_who_says_that_it_submits_gains_one_wait_and_no_more()
    {
        await using GuardianWorld world = await Worlds.StartAsync(1_000, 1_000, 1_000);
        Hash256 incident = await world.RaiseAsync(0, "drain");
        GuardianNode honest = world.Guardians[0];
        await honest.StartAsync(Stop);
        using var liar = new HostilePeer(world.Scope, world.Guardians[2].Key, honest);
        using var second = new HostilePeer(world.Scope, world.Guardians[1].Key, honest);
        Assert.Equal("200", await second.SayAsync(second.Attest(incident, Verdict.Attack)));
        byte[] notice = new WireMessage([], [incident]).Write();
        Assert.Equal("200", await liar.PostAsync(notice));

        await honest.Exchange!.AttestAsync(incident, Verdict.Attack, Stop);

        await world.UntilAsync(async () =>
        {
            await liar.PostAsync(notice); // again and again
            return (await world.IncidentAsync(incident)).QuorumAt != 0;
        }, "a quorum");
    }

    [Fact]
    public async Task A_quorum_of_more_than_one_call_takes_is_reached_in_several()
    {
        await using GuardianWorld world = await Worlds.StartAsync(1_000, 1_000, 1_000, 1_000, 1_000);
        Hash256 incident = await world.RaiseAsync(0, "drain");
        ExchangeOptions options = GuardianNode.Brisk with
        {
            AttestationsPerCallMax = 2,
            SubmitPatience = TimeSpan.FromMinutes(5),
        };
        GuardianNode submitter = world.Guardians[0];
        foreach (GuardianNode node in world.Guardians)
            await node.StartAsync(Stop, options, submits: node == submitter);
        foreach (GuardianNode node in world.Guardians.Take(4)) // no fewer are two thirds
            await node.Exchange!.AttestAsync(incident, Verdict.Attack, Stop);

        await world.UntilAsync(async () => (await world.IncidentAsync(incident)).QuorumAt != 0, "a quorum");

        // Both calls did it at the first attempt.
        Assert.Equal(2, submitter.Requests.Count);
        int[] counts = [.. submitter.Requests.Select(request =>
            IncidentRegistry.AttestCall.TryDecode(request.Data.Span, out var call)
                ? call.Signatures.Length
                : 0)];
        Assert.Equal([2, 2], counts);
        Assert.Equal(2, submitter.Requests.Select(request => request.Key).Distinct().Count());
        Assert.Equal((UInt256)4_000 * 1_000_000_000_000_000_000, (await world.IncidentAsync(incident)).Attack);
    }

    [Fact]
    public async Task Calls_that_come_to_lie_in_one_block_complete_the_quorum_there()
    {
        await using GuardianWorld world = await Worlds.StartAsync(1_000, 1_000, 1_000, 1_000, 1_000);
        Hash256 incident = await world.RaiseAsync(0, "drain");
        ExchangeOptions options = GuardianNode.Brisk with
        {
            AttestationsPerCallMax = 2,
            SubmitPatience = TimeSpan.FromMinutes(5),
        };
        GuardianNode submitter = world.Guardians[0];
        foreach (GuardianNode node in world.Guardians)
            await node.StartAsync(Stop, options, submits: node == submitter);
        await world.AskAsync("evm_setAutomine", false);
        foreach (GuardianNode node in world.Guardians.Take(4))
            await node.Exchange!.AttestAsync(incident, Verdict.Attack, Stop);
        Address sender = submitter.Key.Address;
        ulong before = await world.Node.GetTransactionCountAsync(sender, "latest", Stop);
        await world.UntilAsync(
            async () => await world.Node.GetTransactionCountAsync(sender, "pending", Stop) == before + 2,
            "two calls that wait for a block");
        ulong last = await world.Node.BlockNumberAsync(Stop);

        await world.AskAsync("evm_mine");

        Assert.Equal(last + 1, await world.Node.BlockNumberAsync(Stop));
        IReadOnlyList<Chain.ChainLog> counted = await world.LogsAsync(IncidentRegistry.AttestedEvent.Topic);
        Assert.Equal([last + 1, last + 1], counted.Select(log => log.Block));
        IncidentRegistry.Incident record = await world.IncidentAsync(incident);
        Assert.NotEqual(0u, record.QuorumAt);
        Assert.Equal((UInt256)4_000 * 1_000_000_000_000_000_000, record.Attack);
        Assert.Equal(2, submitter.Requests.Count);
    }

    [Fact]
    public async Task Requests_hold_what_the_contract_wants_and_the_same_attestations_are_the_same_request()
    {
        await using GuardianWorld world = await Worlds.StartAsync(1_000, 1_000, 1_000);
        Hash256 incident = await world.RaiseAsync(0, "drain");
        ExchangeOptions patient = GuardianNode.Brisk with { SubmitPatience = TimeSpan.FromMinutes(5) };
        foreach (GuardianNode node in world.Guardians)
            await node.StartAsync(Stop, patient, submits: node == world.Guardians[0]);
        foreach (GuardianNode node in world.Guardians.Take(2))
            await node.Exchange!.AttestAsync(incident, Verdict.Attack, Stop);

        await world.UntilAsync(async () => (await world.IncidentAsync(incident)).QuorumAt != 0, "a quorum");

        SendRequest request = Assert.Single(world.Guardians[0].Requests);
        Assert.Equal((GuardianWorld.ChainId, world.Scope.Registry), (request.Chain, request.To));
        Assert.True(IncidentRegistry.AttestCall.TryDecode(request.Data.Span, out var call));
        Assert.Equal((incident, (byte)Verdict.Attack), (call.Id, call.Verdict));
        var domain = new AttestationDomain(world.Scope);
        Address[] signers = [.. call.Signatures.Select(pair => Recover(pair, domain.Digest(incident, Verdict.Attack)))];
        Assert.Equal(signers.Order(), signers);
        Assert.Equal(world.Guardians.Take(2).Select(node => node.Key.Address).Order(), signers);
    }

    private static Address Recover(Hash256[] pair, Hash256 digest)
    {
        Assert.True(CompactSignature.TryRead([.. pair[0].ToArray(), .. pair[1].ToArray()], out var signature));
        return signature.Recover(digest)!.Value;
    }

    /// <summary>Counts estimates, the last question before a call is sent, and has something done before the first is
    /// answered.</summary>
    private sealed class CallsThatPrepare(IRpcCaller node, Func<Task> meanwhile) : IRpcCaller
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public async Task<RpcPayload> CallRawAsync(RpcCall call, CancellationToken cancellation = default)
        {
            if (call.Method == "eth_estimateGas" && Interlocked.Increment(ref _count) == 1) await meanwhile();
            return await node.CallRawAsync(call, cancellation);
        }

        public Task<RpcBatch> CallBatchAsync(IReadOnlyList<RpcCall> calls, CancellationToken cancellation = default) =>
            node.CallBatchAsync(calls, cancellation);
    }

    /// <summary>Counts what is asked about the state that waits for a block.</summary>
    private sealed class CallsOfPendingState(IRpcCaller node) : IRpcCaller
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public async Task<RpcPayload> CallRawAsync(RpcCall call, CancellationToken cancellation = default)
        {
            RpcPayload answer = await node.CallRawAsync(call, cancellation);
            if (call.Parameters.Any(parameter => $"{parameter}" == "\"pending\"")) Interlocked.Increment(ref _count);
            return answer;
        }

        public Task<RpcBatch> CallBatchAsync(IReadOnlyList<RpcCall> calls, CancellationToken cancellation = default) =>
            node.CallBatchAsync(calls, cancellation);
    }
}
