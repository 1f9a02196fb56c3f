namespace Cordon.Detection.Statistics;

/// <summary>The series of the newest book of a branch, and how to get back from it to the older ones.</summary>
/// <remarks>A change is written in place and into a journal, which a <see cref="SeriesBook"/> of an older version
/// undoes in a copy of its own. Once everything has its size, nothing is allocated.</remarks>
internal sealed class SeriesStore
{
    private readonly Dictionary<SeriesKey, int> _places;
    private SeriesRow[] _rows;
    private SeriesChange[] _journal = new SeriesChange[16]; // a ring: the changes from Floor to Version

    public SeriesStore() : this(new Dictionary<SeriesKey, int>(), new SeriesRow[16], 0, 0)
    {
    }

    private SeriesStore(Dictionary<SeriesKey, int> places, SeriesRow[] rows, int count, long version) =>
        (_places, _rows, Count, Version, Floor) = (places, rows, count, version, version);

    /// <summary>Number of series.</summary>
    public int Count { get; private set; }

    /// <summary>Changes made so far: a book's place in time.</summary>
    public long Version { get; private set; }

    /// <summary>The oldest version that can be returned to.</summary>
    public long Floor { get; private set; }

    public ReadOnlySpan<SeriesRow> Rows => _rows.AsSpan(0, Count);

    /// <summary>A series; an empty one where the key has none.</summary>
    public Series this[in SeriesKey key]
    {
        get
        {
            if (!_places.TryGetValue(key, out int place)) return default;
            ref readonly SeriesRow row = ref _rows[place];
            return new Series(row.Window, row.Current, row.Past);
        }
    }

    /// <summary>Adds to a window, closing the one before; at most <paramref name="pastMax"/> totals are kept.</summary>
    public void Add(in SeriesKey key, ulong window, double amount, int pastMax)
    {
        int place = PlaceOf(key);
        ref SeriesRow row = ref _rows[place];
        (ulong windowBefore, double before) = (row.Window, row.Current);
        Set(place, Math.Max(window, windowBefore), window <= windowBefore ? before + amount : amount);
        if (window <= windowBefore) return;

        if (before > 0) Push(place, before);
        while (row.Past.Length > pastMax) Note(new SeriesChange(SeriesChangeKind.Popped, place, 0, row.Pop()));
    }

    /// <summary>Sets a window and its total, leaving the earlier ones as they are.</summary>
    public void Set(in SeriesKey key, ulong window, double current) => Set(PlaceOf(key), window, current);

    /// <summary>Puts in what was saved, as the first of a store's changes.</summary>
    public void Load(in SeriesKey key, ulong window, double current, ReadOnlySpan<double> past)
    {
        int place = PlaceOf(key);
        foreach (double total in past) Push(place, total);
        Set(place, window, current);
        Release(Version);
    }

    /// <summary>Lets go of the way back to versions before this one.</summary>
    public void Release(long version) => Floor = Math.Clamp(version, Floor, Version);

    /// <summary>A store of its own, as this one was at a version.</summary>
    /// <exception cref="InvalidOperationException">The way back to it has been let go of.</exception>
    public SeriesStore Copy(long version)
    {
        if (version < Floor) throw new InvalidOperationException("The state is older than those that were to be kept.");
        SeriesRow[] rows = new SeriesRow[_rows.Length];
        for (int i = 0; i < Count; i++) rows[i] = _rows[i].Copy();
        SeriesStore copy = new(new Dictionary<SeriesKey, int>(_places), rows, Count, version);
        for (long change = Version - 1; change >= version; change--) copy.Undo(_journal[IndexOf(change)]);
        return copy;
    }

    private void Set(int place, ulong window, double current)
    {
        ref SeriesRow row = ref _rows[place];
        Note(new SeriesChange(SeriesChangeKind.Set, place, row.Window, row.Current));
        (row.Window, row.Current) = (window, current);
    }

    private void Push(int place, double total)
    {
        _rows[place].Push(total);
        Note(new SeriesChange(SeriesChangeKind.Pushed, place, 0, 0));
    }

    private int PlaceOf(in SeriesKey key)
    {
        if (_places.TryGetValue(key, out int place)) return place;
        if (Count == _rows.Length) Array.Resize(ref _rows, 2 * Count);
        place = Count++;
        _places.Add(key, place);
        _rows[place] = new SeriesRow(key);
        Note(new SeriesChange(SeriesChangeKind.Begun, place, 0, 0));
        return place;
    }

    private void Undo(in SeriesChange change)
    {
        ref SeriesRow row = ref _rows[change.Place];
        switch (change.Kind)
        {
            case SeriesChangeKind.Set:
                (row.Window, row.Current) = (change.Window, change.Value);
                break;
            case SeriesChangeKind.Pushed:
                row.Unpush();
                break;
            case SeriesChangeKind.Popped:
                row.Unpop(change.Value);
                break;
            default: // begun: the last of all, since those begun later are gone already
                _places.Remove(row.Key);
                Count--;
                break;
        }
    }

    private int IndexOf(long change) => (int)change & (_journal.Length - 1);

    private void Note(in SeriesChange change)
    {
        if (Version - Floor == _journal.Length) GrowJournal();
        _journal[IndexOf(Version++)] = change;
    }

    private void GrowJournal()
    {
        SeriesChange[] larger = new SeriesChange[2 * _journal.Length];
        for (long change = Floor; change < Version; change++)
            larger[(int)change & (larger.Length - 1)] = _journal[IndexOf(change)];
        _journal = larger;
    }
}
