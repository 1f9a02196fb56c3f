using Cordon.Domain.Signals;
using Cordon.Ethereum;

namespace Cordon.Engine.Pending;

/// <summary>Which transactions were examined, and what was said about them, so that one that is examined once more, on
/// top of others that became known later, is not said to do the same twice. Safe for several threads.</summary>
internal sealed class ExaminedTransactions(int countMax)
{
    private const int TimesMax = 4; // a sender who shows its transactions backwards must not keep the node busy

    private readonly Lock _lock = new();
    private readonly BoundedMap<Hash256, Examined> _known = new(countMax);

    /// <summary>An examination begins; to be called before it is known on top of what.</summary>
    /// <returns>Whether it is the first of this transaction.</returns>
    public bool Begin(Hash256 transaction)
    {
        lock (_lock)
        {
            int times = _known.TryGet(transaction, out Examined known) ? known.Times : 0;
            _known.Put(transaction, new Examined(times + 1, known.Said));
            return times == 0;
        }
    }

    /// <summary>Whether it was examined, and may be once more.</summary>
    public bool MayRepeat(Hash256 transaction)
    {
        lock (_lock) return _known.TryGet(transaction, out Examined known) && known.Times < TimesMax;
    }

    /// <summary>Whether a signal about the transaction is new; it is known from now on.</summary>
    public bool IsNews(Hash256 transaction, Signal signal)
    {
        lock (_lock)
        {
            if (!_known.TryGet(transaction, out Examined known)) return true; // forgotten for age
            HashSet<string> said = known.Said ?? new HashSet<string>(StringComparer.Ordinal);
            if (known.Said is null) _known.Put(transaction, known with { Said = said });
            return said.Add(signal.Id);
        }
    }

    private readonly record struct Examined(int Times, HashSet<string>? Said);
}
