using Cordon.Domain.Attestations;
using Cordon.Ethereum;
using Cordon.Response.Attestations.Tests.Kit;
using static Cordon.Response.Attestations.Tests.Kit.ContractKeys;

namespace Cordon.Response.Attestations.Tests;

/// <summary>What a contract signed is a question to the chain: which are asked, how often, and what is taken.</summary>
public class ContractQuestionTests
{
    private static CancellationToken Stop => Worlds.Stop;

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
}
