using System.Collections.Immutable;
using Cordon.Domain.Signals;
using Cordon.Ethereum.Rpc;
using Cordon.Node.Chains;

namespace Cordon.Node.Tests.Chains;

public sealed class SightTests
{
    private readonly List<Signal> _said = [];
    private readonly List<string> _restored = [];
    private readonly Sight _sight;

    public SightTests() => _sight = new Sight(7, () => 42, _said.Add, _restored.Add);

    [Fact]
    public void A_loss_is_said_once_until_it_is_over_and_then_again()
    {
        _sight.Lost("blocks", "gone", "attacks");
        _sight.Lost("blocks", "still gone", "attacks");
        _sight.Regained("blocks");
        _sight.Regained("blocks");
        _sight.Lost("blocks", "gone again", "attacks");

        Assert.Equal(["gone", "gone again"], _said.Select(signal => signal.Evidence["cause"]!.ToString()));
        Assert.Equal(["blocks"], _restored);
    }

    [Fact]
    public void A_loss_is_a_signal_of_the_chain_that_says_what_escapes_the_node()
    {
        _sight.Lost("blocks", "gone", "attacks in blocks", "invariants");

        Signal signal = Assert.Single(_said);
        Assert.Equal(("blind", 7UL, 42UL, null), (signal.Detector, signal.Chain, signal.Block, signal.Tx));
        Assert.True(Sight.IsAbout(signal, "blocks"));
        Assert.False(Sight.IsAbout(signal, "receipts"));
        Assert.True(Sight.TryRead(signal, out string missing, out string cause, out ImmutableArray<string> unseen));
        Assert.Equal(("blocks", "gone"), (missing, cause));
        Assert.Equal(["attacks in blocks", "invariants"], unseen);
    }

    [Fact]
    public void What_is_regained_while_its_loss_is_being_told_is_restored_after_it()
    {
        List<string> told = [];
        Sight? sight = null;
        sight = new Sight(
            7, () => 42,
            _ =>
            {
                Task.Run(() => sight!.Regained("blocks")).Wait(TimeSpan.FromMinutes(1)); // another thread is faster
                told.Add("lost");
            },
            _ => told.Add("restored"));
        sight.Lost("blocks", "gone", "attacks");

        Assert.Equal(["lost", "restored"], told);
    }

    [Fact]
    public void What_was_never_lost_is_not_restored()
    {
        _sight.Regained("blocks");
        Assert.Empty(_restored);
    }

    [Fact]
    public void What_somebody_else_has_said_is_missing_is_restored_too()
    {
        _sight.Lost("pending transactions", "gone", "attacks");
        var other = new Sight(7, () => 42, _said.Add, _restored.Add);
        other.Heard(_said);
        other.Lost("pending transactions", "gone", "attacks"); // said already
        other.Regained("pending transactions");

        Assert.Single(_said);
        Assert.Equal(["pending transactions"], _restored);
    }

    [Fact]
    public void Sockets_come_before_websockets_before_http_and_equals_stay_as_they_were()
    {
        string[] endpoints =
            ["http://a.example", "ws://b.example", "/c.ipc", "https://d.example", "wss://e.example", "/f.ipc"];

        Assert.Equal(
            ["/c.ipc", "/f.ipc", "ws://b.example", "wss://e.example", "http://a.example", "https://d.example"],
            ChainEndpoints.InOrder(endpoints.Select(RpcEndpoint.Parse)).Select(endpoint => $"{endpoint}"));
    }
}
