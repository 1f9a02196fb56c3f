using System.Collections.Concurrent;
using Cordon.Contracts;
using Cordon.Domain.Attestations;
using Cordon.Domain.Sending;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Response.Attestations.Tests.Kit;

namespace Cordon.Response.Attestations.Tests;

/// <summary>Guardians whose key is a contract (ERC-1271): the chain says what they signed, and it alone.</summary>
public class ContractGuardianTests
{
    private static readonly UInt256 Token = 1_000_000_000_000_000_000;

    // The time that a question may take is a bound against the hostile, not part of what is tested with a busy machine.
    private static ExchangeOptions Patient { get; } =
        GuardianNode.Brisk with { ContractCheckTimeout = TimeSpan.FromSeconds(20) };

    private static CancellationToken Stop => Worlds.Stop;

    private static PrivateKey[] TwoOwners => GuardianWorld.SafeOwners[..2];

    [Fact]
    public async Task A_safe_and_two_accounts_are_a_quorum_that_one_call_brings_to_the_chain()
    {
        await using GuardianWorld world = await StartWithSafeAsync(1_000, 1_000, 1_000);
        foreach (GuardianNode node in world.Guardians) await node.StartAsync(Stop, Patient);
        Hash256 incident = await world.RaiseAsync(0, "drain");
        foreach (GuardianNode node in world.Guardians) await node.Exchange!.LookAsync(Stop);

        // One node hears of it, from a guardian that is not the Safe; the others hear from that node.
        using var bringer = new HostilePeer(world.Scope, world.Guardians[2].Key, world.Guardians[0]);
        Assert.Equal("200", await bringer.SayAsync(SafeSays(world, incident, Verdict.Attack, TwoOwners)));
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
    public async Task A_node_takes_what_a_contract_says_exactly_where_the_registry_counts_it()
    {
        KeyValuePair<string, string>[] codes = [.. SomeCode.All];
        Address[] keys = [.. codes.Select((_, i) => Address.FromWord((UInt256)(ulong)(i + 1) << 20))];
        await using GuardianWorld world = await Worlds.StartAsync(1_000_000);
        foreach (Address key in keys) await world.AskAsync("anvil_setCode", key, SomeCode.Yes);
        await world.JoinAsync(1_000, [.. keys.Select(key => (key, (Func<Hash256, byte[]>)(_ => [1, 2, 3])))]);
        for (int i = 0; i < keys.Length; i++) await world.AskAsync("anvil_setCode", keys[i], codes[i].Value);
        Hash256 incident = await world.RaiseAsync(0, "drain");
        GuardianNode node = world.Guardians[0];
        var counting = new QuestionsOfContracts(world.Node);
        await node.StartAsync(Stop, Patient, submits: false, node: counting);

        Attestation[] said = [.. keys.Select(key => Says(incident, key, [1, 2, 3]))];
        foreach (Attestation attestation in said) Assert.True(node.Exchange!.Bring(attestation));
        // Before the chain counts them: what it has counted says nothing more about a signature.
        await world.UntilAsync(() => counting.Answered == keys.Length, "all are asked about");
        List<string> onChain = [];
        for (int i = 0; i < keys.Length; i++)
        {
            UInt256 before = (await world.IncidentAsync(incident)).Attack;
            await AttestOnChainAsync(world, said[i]);
            if ((await world.IncidentAsync(incident)).Attack > before) onChain.Add(codes[i].Key);
        }

        string[] Taken() =>
        [
            .. node.Events.OfType<ExchangeEvent.Counted>().Select(told => told.Attestation.Signer)
                .Select(signer => codes[Array.IndexOf(keys, signer)].Key).Order(),
        ];
        Assert.Equal(
            ["says yes", "says yes in 100,000 bytes", "says yes with 140,000 gas left"], onChain.Order());
        await world.UntilAsync(() => Taken().Length == onChain.Count, "all that count are taken");
        Assert.Equal(onChain.Order(), Taken());
    }

    [Fact]
    public async Task Signatures_of_the_wrong_owners_of_another_verdict_or_another_incident_are_none_of_the_safes()
    {
        await using GuardianWorld world = await StartWithSafeAsync(1_000, 1_000);
        GuardianNode node = world.Guardians[0];
        Hash256 incident = await world.RaiseAsync(0, "drain");
        Hash256 another = await world.RaiseAsync(1, "leak");
        var counting = new QuestionsOfContracts(world.Node);
        await node.StartAsync(Stop, Patient, submits: false, node: counting);
        Attestation right = SafeSays(world, incident, Verdict.Attack, TwoOwners);
        using PrivateKey stranger = PrivateKey.Generate();
        Attestation[] wrong =
        [
            right with { Verdict = Verdict.NoAttack },
            right with { Incident = another },
            SafeSays(world, incident, Verdict.Attack, TwoOwners[0]),
            SafeSays(world, incident, Verdict.Attack, TwoOwners[0], stranger),
            right with { Signature = AttestationSignature.OfContract([]) },
            right with { Signature = AttestationSignature.OfContract(new byte[2_048]) },
        ];

        using var peer = new HostilePeer(world.Scope, world.Guardians[1].Key, node);
        Assert.Equal("200", await peer.SayAsync([.. wrong, right]));

        await world.UntilAsync(() => Weight(node, incident) == Token * 1_000, "the right one is taken");
        await world.UntilAsync(() => counting.Count >= wrong.Length + 1, "all were asked about");
        Assert.Equal(UInt256.Zero, node.Exchange!.Find(incident)!.NoAttackWeight);
        Assert.Equal(UInt256.Zero, Weight(node, another));
        Assert.Empty(node.Events.OfType<ExchangeEvent.PeerMisbehaved>()); // it may have been right a block ago
    }

    [Fact]
    public async Task A_flood_in_a_contracts_name_has_few_questions_asked_while_accounts_are_heard()
    {
        await using GuardianWorld world = await StartWithSafeAsync(1_000, 1_000, 1_000);
        GuardianNode node = world.Guardians[0];
        Hash256 incident = await world.RaiseAsync(0, "drain");
        var slow = new QuestionsOfContracts(world.Node) { Hangs = true };
        ExchangeOptions options = GuardianNode.Brisk with
        {
            ContractChecksPerSecond = 1,
            ContractChecksBurst = 4,
            ContractCheckTimeout = TimeSpan.FromMinutes(1),
        };
        await node.StartAsync(Stop, options, submits: false, node: slow);
        using var flooding = new HostilePeer(world.Scope, world.Guardians[1].Key, node);
        using var calm = new HostilePeer(world.Scope, world.Guardians[2].Key, node);

        for (int message = 0; message < 10; message++)
        {
            Attestation[] junk = [.. Enumerable.Range(0, 8).Select(
                i => Says(incident, world.Plan.Council, [(byte)message, (byte)i]))];
            Assert.Equal("200", await flooding.SayAsync(junk));
        }

        Assert.Equal("200", await calm.SayAsync(calm.Attest(incident, Verdict.Attack)));
        Assert.Equal(Token * 1_000, Weight(node, incident)); // although every question hangs
        await node.Exchange!.AttestAsync(incident, Verdict.Attack, Stop);
        Assert.Equal(Token * 2_000, Weight(node, incident));
        Assert.InRange(slow.Count, 1, options.ContractChecksAtOnce);
    }

    [Fact]
    public async Task The_same_refused_signature_is_asked_about_once()
    {
        await using GuardianWorld world = await StartWithSafeAsync(1_000, 1_000);
        GuardianNode node = world.Guardians[0];
        Hash256 incident = await world.RaiseAsync(0, "drain");
        var counting = new QuestionsOfContracts(world.Node);
        await node.StartAsync(Stop, Patient, submits: false, node: counting);
        using var peer = new HostilePeer(world.Scope, world.Guardians[1].Key, node);
        Attestation junk = Says(incident, world.Plan.Council, [7]);

        for (int i = 0; i < 5; i++) Assert.Equal("200", await peer.SayAsync(junk));
        await world.UntilAsync(() => counting.Count > 0, "a question");
        for (int i = 0; i < 5; i++) Assert.Equal("200", await peer.SayAsync(junk));
        Attestation last = SafeSays(world, incident, Verdict.Attack, TwoOwners);
        Assert.Equal("200", await peer.SayAsync(last));
        await world.UntilAsync(() => Weight(node, incident) == Token * 1_000, "the last one is taken");

        Assert.Equal(2, counting.Count);
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

        Address account = await world.ReadAsync(
            world.Scope.Stake, new GuardianStake.GuardianOfKeyCall(world.Plan.Council));
        await world.UntilAsync(async () => (await world.ReadAsync(
            world.Scope.Stake, new GuardianStake.GetVotesCall(account))).IsZero, "it weighs nothing");
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

    private static async Task<GuardianWorld> StartWithSafeAsync(params ulong[] stakes)
    {
        GuardianWorld world = await Worlds.StartAsync(stakes);
        Address safe = world.Plan.Council;
        await world.JoinAsync(1_000, (safe, digest => SomeSafe.Sign(safe, digest, TwoOwners)));
        return world;
    }

    private static Attestation SafeSays(
        GuardianWorld world, Hash256 incident, Verdict verdict, params PrivateKey[] owners)
    {
        Hash256 digest = new AttestationDomain(world.Scope).Digest(incident, verdict);
        byte[] signature = SomeSafe.Sign(world.Plan.Council, digest, owners);
        return new Attestation(
            incident, verdict, world.Plan.Council, AttestationSignature.OfContract(signature));
    }

    private static Attestation Says(Hash256 incident, Address key, byte[] signature) =>
        new(incident, Verdict.Attack, key, AttestationSignature.OfContract(signature));

    private static UInt256 Weight(GuardianNode node, Hash256 incident) =>
        node.Exchange!.Find(incident)!.AttackWeight;

    // Whatever becomes of it: a call that counts nothing reverts.
    private static async Task AttestOnChainAsync(GuardianWorld world, Attestation said)
    {
        byte[] data = new IncidentRegistry.AttestCall(
            said.Incident, (byte)said.Verdict, [],
            [new IncidentRegistry.Attestation(said.Signer, said.Signature.ToArray())]).Encode();
        await world.AskAsync("eth_sendTransaction", RpcParam.Json(
            $"{{\"from\":\"{world.Guardians[0].Account}\",\"to\":\"{world.Scope.Registry}\",\"gas\":\"0x16e360\","
            + $"\"gasPrice\":\"0x12a05f200\",\"data\":{RpcParam.Data(data)}}}"));
        await world.AskAsync("evm_mine");
    }

    /// <summary>Counts what is asked about attestations, and may never answer it.</summary>
    private sealed class QuestionsOfContracts(IRpcCaller node) : IRpcCaller
    {
        private static readonly string Selector = Hex.Format(new IncidentRegistry.AttestCall(
            default, 0, [], []).Encode().AsSpan(0, 4));

        private readonly ConcurrentQueue<RpcCall> _asked = new();

        private int _answered;

        public bool Hangs { get; init; }

        /// <summary>Those that the node said yes or no to.</summary>
        public int Answered => Volatile.Read(ref _answered);

        public int Count => _asked.Count;

        public async Task<RpcPayload> CallRawAsync(RpcCall call, CancellationToken cancellation = default)
        {
            bool isQuestion = call.Method == "eth_call"
                && $"{call.Parameters[0]}".Contains($"\"data\":\"{Selector}", StringComparison.Ordinal);
            if (isQuestion) _asked.Enqueue(call);
            if (isQuestion && Hangs) await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
            try
            {
                return await node.CallRawAsync(call, cancellation);
            }
            finally
            {
                if (isQuestion) Interlocked.Increment(ref _answered);
            }
        }

        public Task<RpcBatch> CallBatchAsync(IReadOnlyList<RpcCall> calls, CancellationToken cancellation = default) =>
            node.CallBatchAsync(calls, cancellation);
    }
}
