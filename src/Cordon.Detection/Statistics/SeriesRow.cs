namespace Cordon.Detection.Statistics;

/// <summary>One series in a <see cref="SeriesStore"/>.</summary>
internal struct SeriesRow(SeriesKey key)
{
    private const int CapacityMin = 4;

    private double[] _past = [];
    private int _start;
    private int _count;

    public readonly SeriesKey Key => key;

    public ulong Window;
    public double Current;

    public readonly ReadOnlySpan<double> Past => _past.AsSpan(_start, _count);

    /// <summary>Appends a total. The totals slide through twice their room and are moved back when they reach its end:
    /// O(1) each, amortised, and nothing is allocated once the room is there.</summary>
    public void Push(double total)
    {
        if (_start + _count == _past.Length) MakeRoom(0, Math.Max(CapacityMin, 2 * _count));
        _past[_start + _count++] = total;
    }

    /// <summary>Takes the newest total back.</summary>
    public void Unpush() => _count--;

    /// <summary>Forgets the oldest total and returns it.</summary>
    public double Pop()
    {
        _count--;
        return _past[_start++];
    }

    /// <summary>Puts a forgotten total back before the others.</summary>
    public void Unpop(double total)
    {
        if (_start == 0) MakeRoom(1, Math.Max(CapacityMin, 2 * (_count + 1)));
        _past[--_start] = total;
        _count++;
    }

    /// <summary>The same series in memory of its own.</summary>
    public readonly SeriesRow Copy()
    {
        SeriesRow copy = this;
        copy._past = Past.ToArray();
        copy._start = 0;
        return copy;
    }

    private void MakeRoom(int start, int capacity)
    {
        double[] past = capacity > _past.Length ? new double[capacity] : _past;
        Past.CopyTo(past.AsSpan(start));
        (_past, _start) = (past, start);
    }
}
