using System.Net;
using Cordon.Arena.Guards;
using Cordon.Cli.Demo;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Node.Actions;
using Cordon.Node.Events;
using Cordon.Node.Registry;

namespace Cordon.Cli.Tests.Demo;

public class NodeDiaryTests
{
    private static readonly TimeProvider Time = TimeProvider.System;

    [Fact]
    public void Tells_whose_node_gives_its_verdict_and_brings_them_to_the_chain()
    {
        using PrivateKey key = PrivateKey.Generate();
        (NodeDiary ada, NodeDiary ben) = Diaries(key);
        NodeEvent[] happened =
        [
            new NodeEvent.Attested(1, Time.GetUtcNow(), Raised(), "incident"),
            new NodeEvent.Community(1, Time.GetUtcNow(), "quorum-held", "0x1"),
            new NodeEvent.Community(1, Time.GetUtcNow(), "submitted", $"3 attestations of {Raised().Id}"),
        ];

        foreach (NodeEvent one in happened)
        {
            ada.Note(one);
            ben.Note(one);
        }

        Assert.Equal(
            [
                "signs that 0x00000000 is an attack, for its peers", "holds the verdicts of a quorum",
                "brings 3 attestations to the chain",
            ],
            ada.Events.Select(step => step.Text));
        Assert.Equal(ada.Events.Select(step => $"Ben's node: {step.Text}"), ben.Events.Select(step => step.Text));
        Assert.All(ben.Events, step => Assert.Equal(GuardEventKind.Attested, step.Kind));
    }

    [Fact]
    public void Says_of_whichever_node_what_it_cannot_see_and_nothing_of_other_news()
    {
        using PrivateKey key = PrivateKey.Generate();
        (_, NodeDiary ben) = Diaries(key);

        ben.Note(new NodeEvent.RaisedOnChain(1, Time.GetUtcNow(), Raised()));
        ben.Note(new NodeEvent.Community(1, Time.GetUtcNow(), "peer-unreachable", "0x1: no answer"));
        ben.Note(new NodeEvent.Blind(1, Time.GetUtcNow(), "traces", "no such method", ["calls"]));

        GuardEvent only = Assert.Single(ben.Events);
        Assert.Equal((GuardEventKind.Remark, "Ben's node: blind to traces: no such method"), (only.Kind, only.Text));
    }

    private static OnChainIncident Raised() => new(
        1, Address.FromWord(1), Hash256.Zero, Address.FromWord(2), 0, Hash256.Zero, BreakerMode.Paused, 0,
        Hash256.Zero);

    private static (NodeDiary Ada, NodeDiary Ben) Diaries(PrivateKey key)
    {
        GuardPost[] posts =
        [
            new GuardPost("Ada", key, IPEndPoint.Parse("127.0.0.1:7001")),
            new GuardPost("Ben", key, IPEndPoint.Parse("127.0.0.1:7002")),
        ];
        var defence = new ArenaDefence
        {
            ChainId = 1,
            Endpoints = [RpcEndpoint.Parse("http://127.0.0.1:1")],
            Registry = Address.FromWord(1),
            Stake = Address.FromWord(2),
            Posts = posts,
            Protocol = "lender",
            Enrolled = Address.FromWord(3),
            Contracts = [],
        };
        return (new NodeDiary(defence, posts[0], Time), new NodeDiary(defence, posts[1], Time));
    }
}
