using Cordon.Ethereum;

namespace Cordon.Arena.Chain;

/// <summary>Everything that was played, in the order it was sent.</summary>
public sealed class Journal
{
    private readonly List<PlayedTransaction> _played = [];
    private readonly Dictionary<Hash256, PlayedTransaction> _byHash = [];

    public IReadOnlyList<PlayedTransaction> Played => _played;

    /// <summary>Name of the scenario being played; new transactions are noted under it.</summary>
    public string Scenario { get; set; } = "setup";

    /// <summary>The transaction of that hash, or null when the arena did not send it.</summary>
    public PlayedTransaction? Find(Hash256 hash) => _byHash.GetValueOrDefault(hash);

    public PlayedTransaction Add(Hash256 hash, TransactionRole role, string title)
    {
        var played = new PlayedTransaction(hash, Scenario, role, title);
        _played.Add(played);
        _byHash.Add(hash, played);
        return played;
    }
}
