using System.Text;
using Cordon.Contracts;
using Cordon.Domain.Attestations;
using Cordon.Ethereum;
using Cordon.Response.Attestations.Tests.Kit;
using Cordon.Response.Attestations.Wire;

namespace Cordon.Response.Attestations.Tests;

/// <summary>What a registered guardian, or a stranger, can do to an honest node over the wire.</summary>
public class HostilePeerTests
{
    private static CancellationToken Stop => Worlds.Stop;

    [Fact]
    public async Task A_peer_that_passes_on_forged_attestations_is_muted_and_nothing_of_it_counts()
    {
        await using Scene scene = await Scene.StartAsync();
        Attestation own = scene.Peer.Attest(scene.Incident, Verdict.NoAttack);
        Attestation other = own with { Signer = scene.World.Guardians[2].Key.Address };

        Assert.Equal("422 Lie", await scene.Peer.SayAsync(other));
        Assert.Contains(await scene.Peer.SayAsync(own), (string[])["429 Muted", "cut off"]);

        Assert.Equal(UInt256.Zero, scene.Victim.Exchange!.Find(scene.Incident)!.NoAttackWeight);
        var told = Assert.Single(scene.Victim.Events.OfType<ExchangeEvent.PeerMisbehaved>());
        Assert.Equal((scene.PeerKey, PeerFault.Lie), (told.Key, told.Fault));
        Assert.Empty(scene.Victim.Requests);
    }

    [Fact]
    public async Task An_attestation_for_another_verdict_incident_or_registry_counts_for_nothing()
    {
        await using Scene scene = await Scene.StartAsync();
        Attestation right = scene.Peer.Attest(scene.Incident, Verdict.NoAttack);

        Assert.Equal("422 Lie", await scene.Peer.SayAsync(right with { Verdict = Verdict.Attack }));
        Assert.Equal(UInt256.Zero, scene.Victim.Exchange!.Find(scene.Incident)!.AttackWeight);
    }

    [Fact]
    public async Task What_was_heard_once_is_worthless_when_it_is_sent_again_there_or_elsewhere()
    {
        await using Scene scene = await Scene.StartAsync();
        Func<HttpRequestMessage> message = scene.Peer.Request(
            new WireMessage([scene.Peer.Attest(scene.Incident, Verdict.NoAttack)], []).Write());

        Assert.Equal("200", await scene.Peer.SendAsync(message));
        Assert.Equal("409 Replay", await scene.Peer.SendAsync(message));

        // The same attestation in a new message is known: counted once, told once.
        Assert.Equal("200", await scene.Peer.SayAsync(scene.Peer.Attest(scene.Incident, Verdict.NoAttack)));
        Assert.Single(scene.Victim.Events.OfType<ExchangeEvent.Counted>());

        // A message for somebody else, brought to this node.
        scene.Peer.Recipient = scene.World.Guardians[2].Key.Address;
        Assert.Equal("401 Unauthenticated", await scene.Peer.SayAsync());
    }

    [Fact]
    public async Task A_peer_that_floods_is_slowed_down_and_then_muted_while_others_are_heard()
    {
        ExchangeOptions options = GuardianNode.Brisk with { MessagesBurst = 20, MessagesPerSecond = 1 };
        await using Scene scene = await Scene.StartAsync(options);
        using HostilePeer calm = scene.Another(2);

        List<string> answers = [];
        await scene.World.UntilAsync(async () =>
        {
            answers.Add(await scene.Peer.SayAsync());
            return scene.Victim.Events.OfType<ExchangeEvent.PeerMisbehaved>().Any()
                && answers[^1] is "429 Muted" or "cut off";
        }, "the flood is muted");

        Assert.InRange(answers.Count(answer => answer == "200"), 20, 40);
        Assert.All(
            scene.Victim.Events.OfType<ExchangeEvent.PeerMisbehaved>(),
            told => Assert.Equal((scene.PeerKey, PeerFault.Flood), (told.Key, told.Fault)));
        Assert.Equal("200", await calm.SayAsync());
    }

    [Fact]
    public async Task A_body_that_is_no_message_is_refused_and_told()
    {
        await using Scene scene = await Scene.StartAsync();
        string[] bodies =
        [
            "", "[]", "{\"attestations\":{}}", "{\"attestations\":[1]}", "{\"attestations\":[{}]}",
            "{\"submitted\":[\"0x12\"]}", "{\"attestations\":[],\"attestations\":[]}", "\u0000\u0001garbage",
        ];
        foreach (string body in bodies)
            Assert.Equal("400 Malformed", await scene.Peer.PostAsync(Encoding.UTF8.GetBytes(body)));

        ExchangeEvent.PeerMisbehaved[] told = [.. scene.Victim.Events.OfType<ExchangeEvent.PeerMisbehaved>()];
        Assert.Equal(bodies.Length, told.Length);
        Assert.All(told, one => Assert.Equal((scene.PeerKey, PeerFault.Malformed), (one.Key, one.Fault)));
    }

    [Fact]
    public async Task Huge_bodies_and_too_many_items_are_refused()
    {
        await using Scene scene = await Scene.StartAsync();
        Attestation any = scene.Peer.Attest(scene.Incident, Verdict.NoAttack);
        byte[] many = new WireMessage(
            [.. Enumerable.Repeat(any, WireLimits.AttestationsMax + 1)], []).Write();

        Assert.Equal("400 Malformed", await scene.Peer.PostAsync(many));
        Assert.StartsWith("413", await scene.Peer.PostAsync(new byte[WireLimits.RequestBytesMax + 1]));
        string answer = await scene.Peer.PostAsync(new byte[8 * 1024 * 1024]);
        Assert.True(answer is "413" or "413 TooLarge" or "cut off", answer);
        Assert.Equal("200", await scene.Peer.SayAsync(any)); // the node is well
    }

    [Fact]
    public async Task A_message_of_another_time_is_refused_and_a_small_difference_of_clocks_is_not()
    {
        await using Scene scene = await Scene.StartAsync();
        foreach (int seconds in (int[])[45, -45])
        {
            using HostilePeer skewed = scene.Another(1);
            skewed.Skew = TimeSpan.FromSeconds(seconds);
            Assert.Equal("409 ClockSkew", await skewed.SayAsync());
        }

        foreach ((int seconds, int guardian) in new[] { (-15, 1), (15, 2) })
        {
            using HostilePeer skewed = scene.Another(guardian);
            skewed.Skew = TimeSpan.FromSeconds(seconds);
            Assert.Equal("200", await skewed.SayAsync());
        }
    }

    [Fact]
    public async Task Strangers_are_not_heard_whatever_they_claim()
    {
        await using Scene scene = await Scene.StartAsync();
        using PrivateKey nobody = PrivateKey.Generate();
        using var stranger = new HostilePeer(scene.World.Scope, nobody, scene.Victim);
        Assert.Equal("401 Unauthenticated", await stranger.SayAsync());

        // A guardian's name over the stranger's signature.
        stranger.Session = stranger.Session with { Guardian = scene.PeerKey };
        Assert.Equal("401 Unauthenticated", await stranger.SayAsync());

        foreach ((string session, string time, string signature) in new[] { ("", "", ""), ("0x", "x", "0x12") })
        {
            Assert.Equal("400 Malformed", await stranger.SendAsync(() => stranger.Raw(
                HttpMethod.Post, WireHeaders.PostPath, [], session, time, signature)));
        }

        Assert.Equal("404", await stranger.SendAsync(() => stranger.Raw(HttpMethod.Get, "/", null, "", "", "")));
        Assert.Equal("400 Malformed", await stranger.SendAsync(() => stranger.Raw(
            HttpMethod.Get, WireHeaders.GetPath(scene.Incident), null, "", "", "")));
        Assert.Equal("200", await scene.Peer.SayAsync());
        Assert.Empty(scene.Victim.Events.OfType<ExchangeEvent.PeerMisbehaved>());
    }

    [Fact]
    public async Task A_guardian_that_says_both_is_slashed_and_expelled_though_it_told_each_node_another_story()
    {
        await using GuardianWorld world = await Worlds.StartAsync(1_000, 1_000, 1_000, 1_000);
        foreach (GuardianNode node in world.Guardians.Take(3)) await node.StartAsync(Stop);
        Hash256 incident = await world.RaiseAsync(0, "drain");
        foreach (GuardianNode node in world.Guardians.Take(3)) await node.Exchange!.LookAsync(Stop);
        GuardianNode twoFaced = world.Guardians[3];
        using var toOne = new HostilePeer(world.Scope, twoFaced.Key, world.Guardians[0]);
        using var toAnother = new HostilePeer(world.Scope, twoFaced.Key, world.Guardians[1]);

        Assert.Equal("200", await toOne.SayAsync(toOne.Attest(incident, Verdict.Attack)));
        Assert.Equal("200", await toAnother.SayAsync(toAnother.Attest(incident, Verdict.NoAttack)));

        await world.UntilAsync(async () => (await world.ReadAsync(
            world.Scope.Stake, new GuardianStake.GetVotesCall(twoFaced.Account))).IsZero, "it weighs nothing");
        Assert.Contains(
            world.Guardians.Take(3).SelectMany(node => node.Events.OfType<ExchangeEvent.Equivocated>()),
            told => told.Proof.Guardian == twoFaced.Account);
        Assert.Equal(incident, (await EquivocationsAsync(world)).Single().Incident);
    }

    [Fact]
    public async Task Silent_and_unreachable_peers_do_not_keep_the_others_from_a_quorum()
    {
        // A third of the stake is silent: one node hangs, one is not there, one has no usable endpoint.
        await using GuardianWorld world = await Worlds.StartAsync([.. Enumerable.Repeat(1_000ul, 9)]);
        await world.Guardians[6].Server.DisposeAsync();
        await world.ActAsync(
            (world.Guardians[7].Account, world.Scope.Stake, new GuardianStake.SetEndpointCall("ftp:x")));
        ExchangeOptions options = GuardianNode.Brisk with { Fanout = 2, RequestTimeout = TimeSpan.FromSeconds(3) };
        foreach (GuardianNode node in world.Guardians.Take(6)) await node.StartAsync(Stop, options);
        Hash256 incident = await world.RaiseAsync(0, "drain");

        foreach (GuardianNode node in world.Guardians.Take(6))
            await node.Exchange!.AttestAsync(incident, Verdict.Attack, Stop);

        await world.UntilAsync(async () => (await world.IncidentAsync(incident)).QuorumAt != 0, "a quorum", 60);
    }

    private static async Task<List<IncidentRegistry.EquivocatedEvent>> EquivocationsAsync(GuardianWorld world)
    {
        List<IncidentRegistry.EquivocatedEvent> found = [];
        foreach (Chain.ChainLog log in await world.LogsAsync(IncidentRegistry.EquivocatedEvent.Topic))
        {
            if (IncidentRegistry.EquivocatedEvent.TryDecode(log.Topics, log.Data, out var equivocated))
                found.Add(equivocated);
        }

        return found;
    }

    /// <summary>An honest node, an open incident, and a hostile guardian.</summary>
    private sealed class Scene : IAsyncDisposable
    {
        public required GuardianWorld World { get; init; }

        public required HostilePeer Peer { get; init; }

        public required Hash256 Incident { get; init; }

        public GuardianNode Victim => World.Guardians[0];

        public Address PeerKey => World.Guardians[1].Key.Address;

        public static async Task<Scene> StartAsync(ExchangeOptions? options = null)
        {
            GuardianWorld world = await Worlds.StartAsync(1_000, 1_000, 1_000);
            Hash256 incident = await world.RaiseAsync(0, "drain");
            await world.Guardians[0].StartAsync(Stop, options);
            return new Scene
            {
                World = world,
                Incident = incident,
                Peer = new HostilePeer(world.Scope, world.Guardians[1].Key, world.Guardians[0]),
            };
        }

        public HostilePeer Another(int guardian) => new(World.Scope, World.Guardians[guardian].Key, Victim);

        public async ValueTask DisposeAsync()
        {
            Peer.Dispose();
            await World.DisposeAsync();
        }
    }
}
