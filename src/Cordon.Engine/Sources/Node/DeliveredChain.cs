using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Engine.Sources.Node;

/// <summary>The headers of the latest blocks delivered, by number.</summary>
internal sealed class DeliveredChain(int depthMax)
{
    private readonly SortedDictionary<ulong, BlockHeader> _headers = [];

    /// <summary>The latest block delivered; null before the first.</summary>
    public ulong? Tip { get; private set; }

    /// <summary>Whether a block may follow what has been delivered.</summary>
    public bool Accepts(BlockHeader header) =>
        Tip is null || header.ParentHash is not { } parent || HashAt(header.Number - 1) == parent;

    /// <summary>The blocks, ascending.</summary>
    public IReadOnlyList<BlockHeader> Headers => [.. _headers.Values];

    public Hash256? HashAt(ulong number) => _headers.GetValueOrDefault(number)?.Hash;

    /// <summary>Puts a block on top; it replaces any that were at its height or above.</summary>
    public void Add(BlockHeader header)
    {
        if (header.Number <= Tip) RewindTo(header.Number - 1);
        Tip = header.Number;
        _headers[header.Number] = header;
        if (_headers.Count > depthMax) _headers.Remove(_headers.Keys.First());
    }

    /// <summary>Forgets everything after a block.</summary>
    public void RewindTo(ulong number)
    {
        foreach (ulong later in _headers.Keys.Where(known => known > number).ToArray()) _headers.Remove(later);
        Tip = number;
    }
}
