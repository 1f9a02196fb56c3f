using System.Net;
using Cordon.Ethereum;
using Cordon.Response.Attestations.Gossip;
using Cordon.Response.Attestations.Tests.Kit;
using Cordon.Response.Attestations.Wire;

namespace Cordon.Response.Attestations.Tests.Gossip;

public sealed class PeerGateTests : IDisposable
{
    private static readonly IPAddress From = IPAddress.Parse("192.0.2.1");
    private static readonly byte[] Body = [1, 2, 3];

    private readonly PrivateKey _self = Some.Key(0);
    private readonly PrivateKey _peer = Some.Key(1);
    private readonly PrivateKey _node = Some.Key(2);
    private readonly WireDomain _domain = new(Some.Scope);
    private readonly ManualClock _clock = new();
    private readonly PeerGate _gate;

    public PeerGateTests()
    {
        var options = new ExchangeOptions { MessagesBurst = 5, MessagesPerSecond = 1 };
        _gate = new PeerGate(_domain, _self.Address, options, _clock);
        _gate.Look(Some.Roster(_self, _peer));
    }

    private ulong NowMs => (ulong)_clock.GetUtcNow().ToUnixTimeMilliseconds();

    [Fact]
    public void A_guardians_message_passes_once()
    {
        MessageHead head = Head(NowMs);

        Assert.Equal(PeerFault.None, Pass(head));
        Assert.Equal(PeerFault.Replay, Pass(head));
        Assert.Equal(PeerFault.Replay, Pass(Head(NowMs - 1)));
        Assert.Equal(PeerFault.None, Pass(Head(NowMs + 1)));
    }

    [Fact]
    public void Whatever_is_changed_in_a_message_makes_it_nobodys()
    {
        MessageHead head = Head(NowMs);

        Assert.Equal(PeerFault.Unauthenticated, _gate.Check(head, "POST", WireHeaders.PostPath, [1, 2, 4], From));
        Assert.Equal(PeerFault.Unauthenticated, _gate.Check(head, "GET", WireHeaders.PostPath, Body, From));
        Assert.Equal(PeerFault.Unauthenticated, _gate.Check(head, "POST", "/v1/other", Body, From));
        Assert.Equal(PeerFault.Unauthenticated, Pass(head with { TimeMs = head.TimeMs + 1 }));
        Assert.Equal(PeerFault.Unauthenticated, Pass(Head(NowMs, to: _peer.Address)));
        Assert.Equal(PeerFault.None, Pass(head)); // none of them has used its time up
    }

    [Fact]
    public void A_session_counts_for_its_guardian_and_its_time_only()
    {
        ulong now = (ulong)_clock.GetUtcNow().ToUnixTimeSeconds();
        Assert.Equal(PeerFault.Unauthenticated, Pass(Head(NowMs, session: Session(_peer, now - 60))));
        Assert.Equal(PeerFault.Unauthenticated, Pass(Head(NowMs, session: Session(_peer, now + (8 * 86_400)))));
        Assert.Equal(PeerFault.Unauthenticated, Pass(Head(NowMs, session: Session(_node, now + 60))));
        Session forged = Session(_node, now + 60) with { Guardian = _peer.Address };
        Assert.Equal(PeerFault.Unauthenticated, Pass(Head(NowMs, session: forged)));
        Assert.Equal(PeerFault.Unauthenticated, Pass(Head(NowMs, session: Session(_self, now + 60)))); // ourselves
        Assert.Equal(PeerFault.None, Pass(Head(NowMs, session: Session(_peer, now + 60))));
    }

    [Theory]
    [InlineData(29_999, PeerFault.None)]
    [InlineData(-29_999, PeerFault.None)]
    [InlineData(30_001, PeerFault.ClockSkew)]
    [InlineData(-30_001, PeerFault.ClockSkew)]
    public void Clocks_may_differ_by_the_bound(long ms, PeerFault fault) =>
        Assert.Equal(fault, Pass(Head((ulong)((long)NowMs + ms))));

    [Fact]
    public void No_time_is_too_large_to_be_compared() =>
        Assert.Equal(PeerFault.ClockSkew, Pass(Head(ulong.MaxValue)));

    [Fact]
    public void Over_its_rate_a_peer_is_refused_and_over_it_for_long_it_is_muted()
    {
        ulong time = NowMs;
        Assert.All(Enumerable.Range(0, 5), _ => Assert.Equal(PeerFault.None, Pass(Head(++time))));
        Assert.Equal(PeerFault.Flood, Pass(Head(++time)));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(PeerFault.None, Pass(Head(++time)));

        List<PeerFault> faults = [];
        for (int i = 0; i < 200; i++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(100));
            faults.Add(Pass(Head(++time)));
        }

        Assert.Contains(PeerFault.Muted, faults);
        Assert.InRange(faults.Count(fault => fault == PeerFault.None), 1, 21);
        _clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(PeerFault.None, Pass(Head(NowMs)));
    }

    [Fact]
    public void Nobody_is_muted_by_messages_in_its_name()
    {
        ulong time = NowMs;
        for (int i = 0; i < 5; i++) Pass(Head(++time));
        MessageHead forged = Head(NowMs + 100) with { Signature = CompactSignature.Of(_node.Sign(Some.Incident)) };
        for (int i = 0; i < 50; i++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(20));
            Assert.Contains(Pass(forged), (PeerFault[])[PeerFault.Flood, PeerFault.Unauthenticated]);
        }

        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(PeerFault.None, Pass(Head(NowMs)));
    }

    [Fact]
    public void An_address_that_fails_too_often_is_not_checked_any_more_and_others_are()
    {
        MessageHead forged = Head(NowMs) with { Signature = CompactSignature.Of(_node.Sign(Some.Incident)) };
        PeerFault[] faults = [.. Enumerable.Range(0, 150).Select(_ => Pass(forged))];

        Assert.Equal(100, faults.Count(fault => fault == PeerFault.Unauthenticated));
        Assert.Equal(PeerFault.Flood, faults[^1]);
        IPAddress another = IPAddress.Parse("192.0.2.2");
        MessageHead right = Head(NowMs);
        Assert.Equal(PeerFault.None, _gate.Open(right, another));
        Assert.Equal(PeerFault.None, _gate.Check(right, "POST", WireHeaders.PostPath, Body, another));
    }

    [Fact]
    public void A_key_that_was_rotated_away_is_nobodys()
    {
        _gate.Look(Some.Roster(_self, _node));

        Assert.Equal(PeerFault.Unauthenticated, Pass(Head(NowMs)));
    }

    [Fact]
    public void Who_lied_is_muted_for_a_while()
    {
        _gate.Mute(_peer.Address);
        Assert.Equal(PeerFault.Muted, Pass(Head(NowMs)));
        _clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(PeerFault.None, Pass(Head(NowMs)));
    }

    public void Dispose()
    {
        _self.Dispose();
        _peer.Dispose();
        _node.Dispose();
    }

    private PeerFault Pass(MessageHead head) => _gate.Open(head, From) is var fault && fault != PeerFault.None
        ? fault
        : _gate.Check(head, "POST", WireHeaders.PostPath, Body, From);

    private Session Session(PrivateKey guardian, ulong until) => new(
        guardian.Address, _node.Address, until,
        CompactSignature.Of(guardian.Sign(_domain.SessionDigest(_node.Address, until))));

    private MessageHead Head(ulong timeMs, Address? to = null, Session? session = null)
    {
        Hash256 digest = _domain.MessageDigest(
            to ?? _self.Address, timeMs, "POST", WireHeaders.PostPath, Body);
        return new MessageHead(
            session ?? Session(_peer, (NowMs / 1_000) + 3_600), timeMs, CompactSignature.Of(_node.Sign(digest)));
    }
}
