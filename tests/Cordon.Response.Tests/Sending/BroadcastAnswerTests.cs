using Cordon.Ethereum.Rpc;
using Cordon.Response.Sending;
using Cordon.Response.Tests.Kit;

namespace Cordon.Response.Tests.Sending;

/// <summary>What nodes of several makes say.</summary>
public sealed class BroadcastAnswerTests
{
    [Theory]
    [InlineData("already known", BroadcastOutcome.Accepted)] // geth, reth
    [InlineData("AlreadyKnown, 0x12", BroadcastOutcome.Accepted)] // Nethermind
    [InlineData("transaction already imported", BroadcastOutcome.Accepted)] // anvil
    [InlineData("nonce too low: next nonce 5, tx nonce 4", BroadcastOutcome.NonceTooLow)]
    [InlineData("OldNonce, Current nonce: 5, nonce of rejected tx: 4", BroadcastOutcome.NonceTooLow)]
    [InlineData("replacement transaction underpriced", BroadcastOutcome.Underpriced)]
    [InlineData("transaction underpriced: tip needed 1, tip permitted 0", BroadcastOutcome.Underpriced)]
    [InlineData("FeeTooLow, MaxFeePerGas too low", BroadcastOutcome.Underpriced)]
    [InlineData("Upfront cost exceeds account balance", BroadcastOutcome.TooPoor)] // Besu
    [InlineData("insufficient funds for gas * price + value: balance 0", BroadcastOutcome.TooPoor)]
    [InlineData("intrinsic gas too low", BroadcastOutcome.Refused)]
    public void Knows_what_a_node_means(string words, object outcome) =>
        Assert.Equal(outcome, BroadcastAnswer.Of(ScriptedNode.Error(words)).Outcome);

    [Fact]
    public void A_node_that_cannot_be_reached_has_not_refused()
    {
        var failure = new RpcException(RpcFailure.Timeout, "eth_sendRawTransaction", "x", "no answer", "Wait.");

        Assert.Equal(BroadcastOutcome.Unreachable, BroadcastAnswer.Of(failure).Outcome);
    }
}
