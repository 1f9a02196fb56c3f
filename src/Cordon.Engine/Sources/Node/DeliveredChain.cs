using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Engine.Sources.Node;

/// <summary>The hashes of the latest blocks delivered, by number.</summary>
internal sealed class DeliveredChain(int depthMax)
{
    private readonly SortedDictionary<ulong, Hash256> _hashes = [];

    /// <summary>The latest block delivered; null before the first.</summary>
    public ulong? Tip { get; private set; }

    /// <summary>Whether a block may follow what has been delivered.</summary>
    public bool Accepts(BlockHeader header) =>
        Tip is null || header.ParentHash is not { } parent || HashAt(header.Number - 1) == parent;

    public Hash256? HashAt(ulong number) => _hashes.TryGetValue(number, out Hash256 hash) ? hash : null;

    public void Add(BlockHeader header)
    {
        Tip = header.Number;
        _hashes[header.Number] = header.Hash;
        if (_hashes.Count > depthMax) _hashes.Remove(_hashes.Keys.First());
    }

    /// <summary>Forgets everything after a block.</summary>
    public void RewindTo(ulong number)
    {
        foreach (ulong later in _hashes.Keys.Where(known => known > number).ToArray()) _hashes.Remove(later);
        Tip = number;
    }
}
