using Cordon.Cli.Demo;
using Cordon.Domain.Policies;
using Cordon.Domain.Sending;
using Cordon.Engine.Pending;
using Cordon.Ethereum;
using Cordon.Node.Events;

namespace Cordon.Cli.Tests.Demo;

public class NodeProgressTests
{
    private const ulong Chain = 1;
    private const ulong Other = 2;

    private static readonly Hash256 First = Keccak256.HashUtf8("first");
    private static readonly Hash256 Second = Keccak256.HashUtf8("second");

    private readonly NodeProgress _progress = new();

    [Fact]
    public void A_node_has_come_to_a_block_when_it_has_taken_it_or_a_later_one_of_that_chain()
    {
        _progress.Note(Block(Other, 9));
        Assert.False(_progress.HasCome(Chain, 5, []));

        _progress.Note(Block(Chain, 4));
        Assert.False(_progress.HasCome(Chain, 5, []));

        _progress.Note(Block(Chain, 6));
        Assert.True(_progress.HasCome(Chain, 5, []));
    }

    [Fact]
    public void It_has_looked_at_a_pending_transaction_when_all_is_said_about_it()
    {
        _progress.Note(Block(Chain, 5));
        _progress.Note(Seen(Chain, First));
        Assert.True(_progress.HasCome(Chain, 5, [First]));
        Assert.False(_progress.HasCome(Chain, 5, [First, Second]));

        _progress.Note(Seen(Other, Second));
        _progress.Note(Seen(Chain, Second, isComplete: false));
        Assert.False(_progress.HasCome(Chain, 5, [First, Second]));

        _progress.Note(Seen(Chain, Second));
        Assert.True(_progress.HasCome(Chain, 5, [First, Second]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_it_asked_for_is_awaited_until_it_is_sent_or_has_failed(bool isSent)
    {
        _progress.Note(Block(Chain, 5));
        _progress.Note(Block(Other, 5));
        _progress.Note(new NodeEvent.ActionRequested(Chain, default, Decision("pause"), Request("pause")));
        _progress.Note(new NodeEvent.ActionRequested(Chain, default, Decision("quarantine"), Request("quarantine")));
        _progress.Note(Sent("pause"));
        Assert.False(_progress.HasCome(Chain, 5, []));
        Assert.True(_progress.HasCome(Other, 5, []));

        _progress.Note(isSent
            ? Sent("quarantine")
            : new NodeEvent.ActionFailed(Chain, default, Decision("quarantine"), "no key"));
        Assert.True(_progress.HasCome(Chain, 5, []));
    }

    private static NodeEvent.BlockScanned Block(ulong chain, ulong number) =>
        new(chain, default, number, Hash256.Zero, Transactions: 0, Dropped: 0);

    private static NodeEvent.PendingSeen Seen(ulong chain, Hash256 transaction, bool isComplete = true)
    {
        var pending = new PendingTransaction
        {
            Hash = transaction,
            From = Address.FromWord(1),
            To = null,
            Nonce = 0,
            Input = default,
        };
        return new(chain, default, new PendingVerdict(pending, 5, [], default) { IsComplete = isComplete });
    }

    private static NodeEvent.ActionSent Sent(string key) => new(
        Chain, default, new SendRecord
        {
            Request = Request(key),
            From = Address.FromWord(1),
            CreatedAt = default,
            Attempts = [],
        }, Timings: null);

    private static SendRequest Request(string key) => new()
    {
        Key = key,
        Chain = Chain,
        To = Address.FromWord(2),
        GasLimit = 1,
        ExpiresAt = default,
    };

    private static ResponseDecision Decision(string key) => new()
    {
        Key = key,
        Incident = "incident",
        Protocol = "lender",
        Action = ResponseAction.Pause,
        Permission = Permission.Granted,
        Reasons = [],
        PolicyVersion = "1",
        At = default,
    };
}
