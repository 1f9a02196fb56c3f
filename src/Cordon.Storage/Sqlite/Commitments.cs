using Cordon.Ethereum;

namespace Cordon.Storage.Sqlite;

/// <summary>What one account's records have committed, as the journal has it: asked before each sending, when there is
/// no time to read the day's rows again.</summary>
internal sealed class Commitments
{
    private readonly Dictionary<string, (long CreatedMs, bool IsOpen, UInt256 Wei)> _byKey =
        new(StringComparer.Ordinal);

    /// <summary>From this moment on they are complete.</summary>
    public required long SinceMs { get; set; }

    public void Put(string key, long createdMs, bool isOpen, UInt256 wei) => _byKey[key] = (createdMs, isOpen, wei);

    /// <summary>The sum of those made since then, and of the open ones; what is older is forgotten.</summary>
    public UInt256 Sum(long sinceMs)
    {
        UInt256 sum = UInt256.Zero;
        foreach ((string key, (long createdMs, bool isOpen, UInt256 wei)) in _byKey)
        {
            if (createdMs < sinceMs && !isOpen) _byKey.Remove(key);
            else if (UInt256.Add(sum, wei, out sum)) return UInt256.MaxValue;
        }

        SinceMs = sinceMs;
        return sum;
    }
}
