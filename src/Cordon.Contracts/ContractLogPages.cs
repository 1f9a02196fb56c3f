using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Contracts;

/// <summary>Reads contracts' events from any number of blocks, in pages of as many as the node allows in a call. What
/// was learnt of the node is kept from one reading to the next.</summary>
/// <param name="progress">Told after each page but the last: what is looked for, how many blocks are read, and how many
/// the newest is away from the first.</param>
public sealed class ContractLogPages(IRpcCaller node, TimeProvider time, Action<string, ulong, ulong>? progress = null)
{
    /// <summary>How many blocks the first page has: nearly every provider allows as many.</summary>
    public const ulong PageAtFirst = 2_000;

    private const ulong PageMax = 100_000; // an answer stays well within what a client takes

    private ulong _page = PageAtFirst;
    private bool _isAtBound;

    /// <summary>The events, the oldest first.</summary>
    /// <param name="what">What is looked for, for a person.</param>
    /// <param name="first">The first block.</param>
    /// <param name="last">The last one.</param>
    /// <param name="topics">What each topic may be, none for anything; none at all for every event.</param>
    /// <exception cref="RpcException">The node failed, or refuses even a single block.</exception>
    public async Task<IReadOnlyList<ContractLog>> ReadAsync(
        string what, Address contract, ulong first, ulong last, IReadOnlyList<Hash256[]> topics,
        CancellationToken cancellation)
    {
        List<ContractLog> found = [];
        Patience patience = new(time);
        for (ulong next = first; next <= last;)
        {
            ulong end = last - next < _page ? last : next + _page - 1;
            try
            {
                found.AddRange(await ContractLog.ReadAsync(node, contract, next, end, topics, cancellation));
                if (end == last) break;
                next = end + 1;
                patience.Reset();
                if (!_isAtBound) _page = Math.Min(PageMax, _page * 2);
                progress?.Invoke(what, next - first, last - first);
            }
            catch (RpcException busy) when (busy is not RpcErrorException && patience.Allows(busy))
            {
                await patience.WaitAsync(busy, cancellation);
            }
            catch (RpcException refused) when (IsTooMuch(refused))
            {
                // Nodes bound the blocks or the answers of one call, each in its own words.
                if (end == next) throw RefusesAll(next, refused);
                (_page, _isAtBound) = (Math.Min(_page, end - next + 1) / 2, true);
            }
        }

        return found;
    }

    private static bool IsTooMuch(RpcException refused) => refused is RpcErrorException error
        ? !error.IsMethodMissing
        : refused.Failure is RpcFailure.TooLarge or RpcFailure.Timeout;

    private static RpcException RefusesAll(ulong block, RpcException refused) => new(
        refused.Failure, refused.Method, refused.Endpoint,
        $"not even the events of one block, {block}, could be read: {refused.What}",
        "Use a node that gives the logs of old blocks.", refused);
}
