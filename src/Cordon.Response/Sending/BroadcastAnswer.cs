using Cordon.Ethereum.Rpc;

namespace Cordon.Response.Sending;

/// <summary>One endpoint's answer to a broadcast.</summary>
/// <param name="Text">Its own words, empty when it accepted.</param>
internal sealed record BroadcastAnswer(BroadcastOutcome Outcome, string Text)
{
    public static BroadcastAnswer Accepted { get; } = new(BroadcastOutcome.Accepted, "");

    // The words of geth, Erigon, Nethermind, Besu, Reth and anvil; there are no codes for them.
    private static readonly (string Words, BroadcastOutcome Outcome)[] Known =
    [
        ("already known", BroadcastOutcome.Accepted),
        ("alreadyknown", BroadcastOutcome.Accepted),
        ("already imported", BroadcastOutcome.Accepted),
        ("known transaction", BroadcastOutcome.Accepted),
        ("already exists", BroadcastOutcome.Accepted),
        ("nonce too low", BroadcastOutcome.NonceTooLow),
        ("nonce_too_low", BroadcastOutcome.NonceTooLow),
        ("oldnonce", BroadcastOutcome.NonceTooLow),
        ("nonce is too low", BroadcastOutcome.NonceTooLow),
        ("underpriced", BroadcastOutcome.Underpriced),
        ("replacement_not_allowed", BroadcastOutcome.Underpriced),
        ("max fee per gas less than block base fee", BroadcastOutcome.Underpriced),
        ("fee too low", BroadcastOutcome.Underpriced),
        ("feetoolow", BroadcastOutcome.Underpriced),
        ("gas price below", BroadcastOutcome.Underpriced),
        ("insufficient funds", BroadcastOutcome.TooPoor),
        ("insufficientfunds", BroadcastOutcome.TooPoor),
        ("upfront cost exceeds account balance", BroadcastOutcome.TooPoor),
    ];

    /// <summary>Reads what a failed call means.</summary>
    public static BroadcastAnswer Of(RpcException failure)
    {
        if (failure is not RpcErrorException error) return new(BroadcastOutcome.Unreachable, failure.Message);
        foreach ((string words, BroadcastOutcome outcome) in Known)
        {
            if (!error.NodeMessage.Contains(words, StringComparison.OrdinalIgnoreCase)) continue;
            return outcome == BroadcastOutcome.Accepted ? Accepted : new(outcome, error.NodeMessage);
        }

        return new(BroadcastOutcome.Refused, error.NodeMessage);
    }
}
