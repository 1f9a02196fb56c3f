using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using Cordon.Ethereum;

namespace Cordon.Detection.Statistics;

/// <summary>The series of many contracts: the immutable state of detectors that compare with the past.</summary>
/// <remarks>Adding shares all but the changed path with the book before: O(log n) time and memory.</remarks>
public sealed class SeriesBook
{
    private const byte Version = 1;
    private const int KeyBytes = 8 + (2 * Address.SizeBytes);
    private const int PastLimit = 4_096; // far above any option: larger means that the bytes are not ours

    private readonly ImmutableSortedDictionary<SeriesKey, Series> _series;

    private SeriesBook(ImmutableSortedDictionary<SeriesKey, Series> series) => _series = series;

    public static SeriesBook Empty { get; } =
        new(ImmutableSortedDictionary.Create<SeriesKey, Series>(Comparer<SeriesKey>.Create(Compare)));

    public int Count => _series.Count;

    internal Series this[SeriesKey key] => _series.GetValueOrDefault(key, Series.Empty);

    internal SeriesBook With(SeriesKey key, Series series) => new(_series.SetItem(key, series));

    /// <summary>Writes the book: version, count, then key, window, current and past of each series.</summary>
    public void Save(IBufferWriter<byte> destination)
    {
        Span<byte> head = destination.GetSpan(5);
        head[0] = Version;
        BinaryPrimitives.WriteInt32LittleEndian(head[1..], _series.Count);
        destination.Advance(5);
        foreach ((SeriesKey key, Series series) in _series) Write(destination, key, series);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a saved book of this version.</exception>
    public static SeriesBook Load(ReadOnlySpan<byte> saved)
    {
        if (saved.Length < 5 || saved[0] != Version) throw Foreign();

        int count = BinaryPrimitives.ReadInt32LittleEndian(saved[1..]);
        ReadOnlySpan<byte> rest = saved[5..];
        var series = Empty._series.ToBuilder();
        for (int i = 0; i < count; i++)
        {
            (SeriesKey key, Series value) = Read(ref rest);
            series[key] = value;
        }

        return rest.IsEmpty && series.Count == count ? new SeriesBook(series.ToImmutable()) : throw Foreign();
    }

    private static void Write(IBufferWriter<byte> destination, SeriesKey key, Series series)
    {
        int size = KeyBytes + 20 + (8 * series.Past.Length);
        Span<byte> row = destination.GetSpan(size);
        BinaryPrimitives.WriteUInt64LittleEndian(row, key.Chain);
        key.Contract.CopyTo(row[8..]);
        key.Asset.CopyTo(row[(8 + Address.SizeBytes)..]);
        Span<byte> values = row[KeyBytes..];
        BinaryPrimitives.WriteUInt64LittleEndian(values, series.Window);
        BinaryPrimitives.WriteDoubleLittleEndian(values[8..], series.Current);
        BinaryPrimitives.WriteInt32LittleEndian(values[16..], series.Past.Length);
        for (int i = 0; i < series.Past.Length; i++)
            BinaryPrimitives.WriteDoubleLittleEndian(values[(20 + (8 * i))..], series.Past[i]);
        destination.Advance(size);
    }

    private static (SeriesKey Key, Series Value) Read(ref ReadOnlySpan<byte> rest)
    {
        if (rest.Length < KeyBytes + 20) throw Foreign();

        SeriesKey key = new(
            BinaryPrimitives.ReadUInt64LittleEndian(rest),
            new Address(rest.Slice(8, Address.SizeBytes)),
            new Address(rest.Slice(8 + Address.SizeBytes, Address.SizeBytes)));
        ReadOnlySpan<byte> values = rest[KeyBytes..];
        int length = BinaryPrimitives.ReadInt32LittleEndian(values[16..]);
        if (length is < 0 or > PastLimit || values.Length < 20 + (8 * length)) throw Foreign();

        var past = ImmutableArray.CreateBuilder<double>(length);
        for (int i = 0; i < length; i++) past.Add(BinaryPrimitives.ReadDoubleLittleEndian(values[(20 + (8 * i))..]));
        Series series = new(
            BinaryPrimitives.ReadUInt64LittleEndian(values),
            BinaryPrimitives.ReadDoubleLittleEndian(values[8..]),
            past.MoveToImmutable());
        rest = values[(20 + (8 * length))..];
        return (key, series);
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
