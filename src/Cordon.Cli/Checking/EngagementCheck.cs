using Cordon.Cli.Terminal;
using Cordon.Contracts;
using Cordon.Ethereum;
using Cordon.Ethereum.Bindings;
using Cordon.Ethereum.Rpc;

namespace Cordon.Cli.Checking;

/// <summary>Whether the attention challenges that pay a guardian are those of its stake, and until when it is paid.
/// </summary>
internal sealed class EngagementCheck(CheckBook book, IRpcCaller node, Address engagement)
{
    public async Task RunAsync(string place, Address stake, Address guardian, CancellationToken cancellation)
    {
        byte[] code = await node.GetCodeAsync(engagement, "latest", cancellation);
        if (code.Length == 0)
        {
            book.Add(CheckLevel.Wrong, place, $"engagement {engagement}: expected a contract, found no code");
            return;
        }

        Address counted = await node.ReadAsync(engagement, new Engagement.STAKECall(), "latest", cancellation);
        if (counted != stake)
        {
            book.Add(CheckLevel.Wrong, place,
                $"engagement {engagement}: expected the contract of the stake {stake}, found one of {counted}");
            return;
        }

        UInt256 until = await node.ReadAsync(
            engagement, new Engagement.FreshUntilCall(guardian), "latest", cancellation);
        BlockHeader? head = await node.GetBlockHeaderAsync("latest", cancellation);
        bool isPaid = until > (head?.Timestamp ?? 0);
        book.Note(isPaid, place, $"paid until {UnixTime.Text(until)}",
            until.IsZero
                ? "no attention challenge is answered yet: pay begins with the first ('cordon guard' answers them)"
                : $"not paid since {UnixTime.Text(until)}: its clock ran out; see what 'cordon guard' says of "
                    + "'engagement'",
            CheckLevel.Doubtful);
    }
}
