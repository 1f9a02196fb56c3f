using Cordon.Ethereum;

namespace Cordon.Engine.Pending;

/// <summary>Which contracts have been called often of late with nothing coming of it: a router, a token. An attack's
/// own contract is not among them. Safe for several threads.</summary>
internal sealed class FamiliarContracts(int countMax)
{
    private const int QuietLooks = 8;

    private readonly Lock _lock = new();
    private readonly BoundedMap<Address, int> _quiet = new(countMax);

    /// <summary>Whether the last looks at calls of a contract have all been quiet; a creation calls a stranger.
    /// </summary>
    public bool Knows(Address? contract)
    {
        lock (_lock) return contract is { } to && _quiet.TryGet(to, out int looks) && looks >= QuietLooks;
    }

    /// <summary>A call of a contract was looked at.</summary>
    /// <param name="wasQuiet">Nothing came of it; otherwise the contract is a stranger again.</param>
    /// <returns>Whether it has become familiar, or a stranger, by this.</returns>
    public bool Note(Address? contract, bool wasQuiet)
    {
        if (contract is not { } to) return false;
        lock (_lock)
        {
            _quiet.TryGet(to, out int before);
            int looks = wasQuiet ? Math.Min(before + 1, QuietLooks) : 0;
            _quiet.Put(to, looks);
            return looks >= QuietLooks != before >= QuietLooks;
        }
    }
}
