using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Engine.Pending;

/// <summary>Knows which accounts have code. That one has none is believed for one block: it may get some.</summary>
internal sealed class CodeBook(IRpcCaller node, int countMax)
{
    private readonly Lock _lock = new();
    private readonly BoundedMap<Address, (bool HasCode, ulong Block)> _known = new(countMax);

    /// <summary>Whether the account has code at the latest block.</summary>
    /// <exception cref="RpcException">The node does not say.</exception>
    public async ValueTask<bool> HasCodeAsync(Address account, ulong head, CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (_known.TryGet(account, out (bool HasCode, ulong Block) known) && (known.HasCode || known.Block == head))
                return known.HasCode;
        }

        bool hasCode = (await node.GetCodeAsync(account, "latest", cancellation)).Length > 0;
        lock (_lock) _known.Put(account, (hasCode, head));
        return hasCode;
    }
}
