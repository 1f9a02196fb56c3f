using Cordon.Cli.Terminal;
using Cordon.Contracts;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Cli.Guardian;

/// <summary>Finds a contract's events from a block on, in pages of as many blocks as the node allows.</summary>
internal sealed class LogSearch(IRpcCaller node, SearchStart start, SearchProgress progress, TimeProvider time)
{
    private const ulong PageAtFirst = 2_000; // what nearly every provider allows
    private const ulong PageMax = 100_000; // an answer stays well within what a client takes
    private const int WaitsMax = 8;

    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(30);

    private ulong _page = PageAtFirst;
    private bool _isAtBound;

    /// <summary>The first block that is searched.</summary>
    public ulong First => start.Block;

    /// <summary>The events, the oldest first.</summary>
    /// <param name="what">What is looked for, for a person.</param>
    /// <param name="topics">What each topic may be; none for anything.</param>
    /// <exception cref="CommandException">The search would begin behind the newest block.</exception>
    /// <exception cref="RpcException">The node failed.</exception>
    public async Task<IReadOnlyList<ContractLog>> FindAsync(
        string what, Address contract, IReadOnlyList<Hash256[]> topics, CancellationToken cancellation)
    {
        ulong head = await node.BlockNumberAsync(cancellation);
        if (start.Block > head)
        {
            throw CommandException.BadInput(
                $"{start.Source}: expected at most {head}, the newest block, found {start.Block}");
        }

        List<ContractLog> found = [];
        int waits = 0;
        for (ulong next = start.Block; next <= head;)
        {
            ulong last = head - next < _page ? head : next + _page - 1;
            try
            {
                found.AddRange(await ContractLog.ReadAsync(node, contract, next, last, topics, cancellation));
                if (last == head) break;
                (next, waits) = (last + 1, 0);
                if (!_isAtBound) _page = Math.Min(PageMax, _page * 2);
                progress.Show(what, next - start.Block, head - start.Block);
            }
            catch (RpcException busy) when (busy is not RpcErrorException && busy.Failure == RpcFailure.RateLimited
                && ++waits <= WaitsMax)
            {
                TimeSpan asked = busy.RetryAfter ?? TimeSpan.FromSeconds(1 << Math.Min(waits, 4));
                await Task.Delay(asked < WaitMax ? asked : WaitMax, time, cancellation);
            }
            catch (RpcException refused) when (IsTooMuch(refused) && _page > 1)
            {
                // Nodes bound the blocks or the answers of one call, each in its own words.
                (_page, _isAtBound) = (_page / 2, true);
            }
        }

        progress.Clear();
        return found;
    }

    private static bool IsTooMuch(RpcException refused) => refused is RpcErrorException error
        ? !error.IsMethodMissing
        : refused.Failure is RpcFailure.TooLarge or RpcFailure.Timeout;
}
