namespace Cordon.Detection.Statistics;

/// <summary>What one block changes in a book: the book after it is made once, at the end.</summary>
internal ref struct SeriesEdit(SeriesBook before)
{
    private SeriesStore? _store = before.Head();

    public readonly int Count => _store?.Count ?? 0;

    /// <summary>A series as it is by now, valid until the next change; an empty one where the key has none.</summary>
    public readonly Series this[in SeriesKey key] => _store is null ? default : _store[key];

    /// <inheritdoc cref="SeriesStore.Add"/>
    public void Add(in SeriesKey key, ulong window, double amount, int pastMax) =>
        (_store ??= new SeriesStore()).Add(key, window, amount, pastMax);

    /// <inheritdoc cref="SeriesStore.Set(in SeriesKey, ulong, double)"/>
    public void Set(in SeriesKey key, ulong window, double current) =>
        (_store ??= new SeriesStore()).Set(key, window, current);

    /// <summary>The book with the changes, the one before where there were none.</summary>
    public readonly SeriesBook Done() => before.Then(_store);
}
