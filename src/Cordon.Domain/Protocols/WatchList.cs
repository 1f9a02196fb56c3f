using System.Collections.Frozen;
using Cordon.Ethereum;

namespace Cordon.Domain.Protocols;

/// <summary>The configured protocols, found by contract in constant time however many there are.</summary>
public sealed class WatchList
{
    private readonly FrozenDictionary<(ulong Chain, Address Contract), Protocol> _byContract;

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
    }

    /// <summary>No protocol configured: detectors look at everything.</summary>
    public static WatchList Empty { get; } = new([]);

    /// <summary>True where nothing is configured.</summary>
    public bool IsEmpty => _byContract.Count == 0;

    /// <summary>The protocol that a contract belongs to, null for a stranger.</summary>
    public Protocol? Find(ulong chain, in Address contract) => _byContract.GetValueOrDefault((chain, contract));
}
