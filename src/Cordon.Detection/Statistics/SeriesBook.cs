using System.Buffers;
using System.Buffers.Binary;
using Cordon.Ethereum;

namespace Cordon.Detection.Statistics;

/// <summary>The series of many contracts: the state of detectors that compare with the past. A value.</summary>
/// <remarks>All books of a branch share one store and name a version of it. The newest reads and changes it in place,
/// in O(1); an older one (after a reorganisation) first gets a copy of its own, in O(size), once. Not for several
/// threads at a time.</remarks>
public sealed class SeriesBook
{
    private const byte Version = 1;
    private const int KeyBytes = 8 + (2 * Address.SizeBytes);
    private const int PastLimit = 4_096; // far above any option: larger means that the bytes are not ours

    private readonly long _version;
    private SeriesStore? _store; // null for the empty book; replaced only by a copy that says the same

    private SeriesBook(SeriesStore? store) =>
        (_store, _version, Count) = (store, store?.Version ?? 0, store?.Count ?? 0);

    public static SeriesBook Empty { get; } = new(null);

    public int Count { get; }

    /// <summary>Begins the changes of a block.</summary>
    internal SeriesEdit Edit() => new(this);

    /// <summary>The store as this book says it is; null for the empty book.</summary>
    internal SeriesStore? Head()
    {
        if (_store is not null && _store.Version != _version) _store = _store.Copy(_version);
        return _store;
    }

    /// <summary>The book after what was changed in the store since <see cref="Head"/>.</summary>
    internal SeriesBook Then(SeriesStore? store) =>
        ReferenceEquals(store, _store) && (store?.Version ?? 0) == _version ? this : new SeriesBook(store);

    /// <summary>Says that no older book of the branch will be asked again, so that its memory can be used anew.
    /// </summary>
    internal void Settle() => _store?.Release(_version);

    /// <summary>Writes the book: version, count, then key, window, current and past of each series.</summary>
    public void Save(IBufferWriter<byte> destination)
    {
        Span<byte> head = destination.GetSpan(5);
        head[0] = Version;
        BinaryPrimitives.WriteInt32LittleEndian(head[1..], Count);
        destination.Advance(5);
        if (Head() is not { } store) return;

        SeriesRow[] rows = store.Rows.ToArray();
        Array.Sort(rows, static (left, right) => Compare(left.Key, right.Key)); // one state, one text
        foreach (SeriesRow row in rows) Write(destination, row);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a saved book of this version.</exception>
    public static SeriesBook Load(ReadOnlySpan<byte> saved)
    {
        if (saved.Length < 5 || saved[0] != Version) throw Foreign();

        int count = BinaryPrimitives.ReadInt32LittleEndian(saved[1..]);
        ReadOnlySpan<byte> rest = saved[5..];
        SeriesStore store = new();
        for (int i = 0; i < count; i++) ReadInto(store, ref rest);
        return rest.IsEmpty && store.Count == count ? new SeriesBook(store) : throw Foreign();
    }

    private static void Write(IBufferWriter<byte> destination, SeriesRow series)
    {
        int size = KeyBytes + 20 + (8 * series.Past.Length);
        Span<byte> row = destination.GetSpan(size);
        BinaryPrimitives.WriteUInt64LittleEndian(row, series.Key.Chain);
        series.Key.Contract.CopyTo(row[8..]);
        series.Key.Asset.CopyTo(row[(8 + Address.SizeBytes)..]);
        Span<byte> values = row[KeyBytes..];
        BinaryPrimitives.WriteUInt64LittleEndian(values, series.Window);
        BinaryPrimitives.WriteDoubleLittleEndian(values[8..], series.Current);
        BinaryPrimitives.WriteInt32LittleEndian(values[16..], series.Past.Length);
        for (int i = 0; i < series.Past.Length; i++)
            BinaryPrimitives.WriteDoubleLittleEndian(values[(20 + (8 * i))..], series.Past[i]);
        destination.Advance(size);
    }

    private static void ReadInto(SeriesStore store, ref ReadOnlySpan<byte> rest)
    {
        if (rest.Length < KeyBytes + 20) throw Foreign();

        SeriesKey key = new(
            BinaryPrimitives.ReadUInt64LittleEndian(rest),
            new Address(rest.Slice(8, Address.SizeBytes)),
            new Address(rest.Slice(8 + Address.SizeBytes, Address.SizeBytes)));
        ReadOnlySpan<byte> values = rest[KeyBytes..];
        int length = BinaryPrimitives.ReadInt32LittleEndian(values[16..]);
        if (length is < 0 or > PastLimit || values.Length < 20 + (8 * length)) throw Foreign();

        double[] past = new double[length];
        for (int i = 0; i < length; i++) past[i] = BinaryPrimitives.ReadDoubleLittleEndian(values[(20 + (8 * i))..]);
        store.Load(
            key, BinaryPrimitives.ReadUInt64LittleEndian(values), BinaryPrimitives.ReadDoubleLittleEndian(values[8..]),
            past);
        rest = values[(20 + (8 * length))..];
    }

    private static InvalidDataException Foreign() =>
        new("The saved history is damaged or of another version: delete it to begin a new one.");

    private static int Compare(SeriesKey left, SeriesKey right)
    {
        int order = left.Chain.CompareTo(right.Chain);
        if (order == 0) order = left.Contract.CompareTo(right.Contract);
        return order != 0 ? order : left.Asset.CompareTo(right.Asset);
    }
}
