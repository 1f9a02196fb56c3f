using System.Collections.Frozen;
using System.Numerics;
using System.Runtime.InteropServices;
using Cordon.Ethereum;

namespace Cordon.Domain.Protocols;

/// <summary>The configured protocols, found by contract in constant time however many there are.</summary>
public sealed class WatchList
{
    private const int BitsPerContract = 32; // one stranger in 32 gets past the filter, at most
    private const int BitsMin = 1024;

    private readonly FrozenDictionary<(ulong Chain, Address Contract), Protocol> _byContract;

    // Detectors ask about every account of every transaction, and nearly all are strangers: one bit says so.
    private readonly ulong[] _filter;

    /// <exception cref="ArgumentException">A contract belongs to two protocols.</exception>
    public WatchList(IEnumerable<Protocol> protocols)
    {
        Dictionary<(ulong, Address), Protocol> byContract = [];
        foreach (Protocol protocol in protocols)
        {
            foreach (Address contract in protocol.Contracts)
            {
                if (byContract.TryAdd((protocol.Chain, contract), protocol)) continue;
                throw new ArgumentException($"Contract {contract} on chain {protocol.Chain} is named by two protocols, "
                    + $"'{byContract[(protocol.Chain, contract)].Name}' and '{protocol.Name}': keep it in one.");
            }
        }

        _byContract = byContract.ToFrozenDictionary();
        uint bits = (uint)Math.Max(BitsMin, byContract.Count * BitsPerContract);
        _filter = new ulong[BitOperations.RoundUpToPowerOf2(bits) / 64];
        foreach ((ulong _, Address contract) in byContract.Keys)
        {
            uint bit = BitOf(contract);
            _filter[bit / 64] |= 1UL << (int)(bit % 64);
        }
    }

    /// <summary>No protocol configured: detectors look at everything.</summary>
    public static WatchList Empty { get; } = new([]);

    /// <summary>True where nothing is configured.</summary>
    public bool IsEmpty => _byContract.Count == 0;

    /// <summary>The protocol that a contract belongs to, null for a stranger.</summary>
    public Protocol? Find(ulong chain, in Address contract)
    {
        uint bit = BitOf(contract);
        return (_filter[bit / 64] >> (int)(bit % 64) & 1) == 0
            ? null
            : _byContract.GetValueOrDefault((chain, contract));
    }

    // The whole address is mixed: vanity addresses share long runs of zeros at either end. And nothing else: what fills
    // the structure up to its alignment is whatever was there before.
    private uint BitOf(in Address contract)
    {
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<Address, ulong>(new ReadOnlySpan<Address>(in contract));
        ulong mixed = (words[0] * 0x9E3779B97F4A7C15UL) ^ (words[1] * 0xC2B2AE3D27D4EB4FUL)
            ^ ((uint)words[2] * 0x165667B19E3779F9UL);
        return (uint)((mixed ^ (mixed >> 32)) * 0xBF58476D1CE4E5B9UL >> 32) & (uint)((_filter.Length * 64) - 1);
    }
}
