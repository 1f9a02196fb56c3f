using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Cordon.Detection.AddressPoisoning;

/// <summary>Whom people paid themselves in the latest blocks. Immutable, bounded.</summary>
/// <remarks>A page a block, sorted by what wallets show; adding one shares the others. Asked only for bait and dust:
/// O(pages x log page).</remarks>
public sealed class PaymentBook
{
    private const byte Version = 1;

    private readonly ImmutableQueue<Payment[]> _pages; // oldest first
    private readonly int _count;

    private PaymentBook(ImmutableQueue<Payment[]> pages, int pageCount, int count) =>
        (_pages, PageCount, _count) = (pages, pageCount, count);

    public static PaymentBook Empty { get; } = new([], 0, 0);

    /// <summary>Blocks remembered.</summary>
    public int PageCount { get; }

    /// <summary>Adds a block's payments, forgetting the oldest blocks beyond the limit.</summary>
    internal PaymentBook With(Payment[] page, int pagesMax)
    {
        Array.Sort(page, Compare);
        ImmutableQueue<Payment[]> pages = _pages.Enqueue(page);
        (int pageCount, int count) = (PageCount + 1, _count + page.Length);
        for (; pageCount > pagesMax; pageCount--)
        {
            pages = pages.Dequeue(out Payment[] oldest);
            count -= oldest.Length;
        }

        return new PaymentBook(pages, pageCount, count);
    }

    /// <summary>True where the payer paid somebody else whose address shows the same.</summary>
    internal bool HasAlike(Payment bait)
    {
        if (bait.Shown == 0) return false;
        foreach (Payment[] page in _pages)
        {
            for (int i = FirstShown(page, bait.Shown); i < page.Length && page[i].Shown == bait.Shown; i++)
            {
                if (page[i].Payer == bait.Payer && page[i].Payee != bait.Payee) return true;
            }
        }

        return false;
    }

    /// <summary>Writes version and number of pages, then each page's length and payments.</summary>
    public void Save(IBufferWriter<byte> destination)
    {
        int size = 5 + (4 * PageCount) + (Payment.SizeBytes * _count);
        Span<byte> bytes = destination.GetSpan(size);
        bytes[0] = Version;
        BinaryPrimitives.WriteInt32LittleEndian(bytes[1..], PageCount);
        Span<byte> rest = bytes[5..];
        foreach (Payment[] page in _pages)
        {
            BinaryPrimitives.WriteInt32LittleEndian(rest, page.Length);
            rest = rest[4..];
            foreach (Payment payment in page)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(rest, payment.Payer);
                BinaryPrimitives.WriteUInt32LittleEndian(rest[4..], payment.Shown);
                BinaryPrimitives.WriteUInt32LittleEndian(rest[8..], payment.Payee);
                rest = rest[Payment.SizeBytes..];
            }
        }

        destination.Advance(size);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a saved book of this version.</exception>
    public static PaymentBook Load(ReadOnlySpan<byte> saved)
    {
        if (saved.Length < 5 || saved[0] != Version) throw Foreign();
        int pages = BinaryPrimitives.ReadInt32LittleEndian(saved[1..]);
        ReadOnlySpan<byte> rest = saved[5..];
        PaymentBook book = Empty;
        for (int i = 0; i < pages; i++) book = book.With(ReadPage(ref rest), int.MaxValue);
        return rest.IsEmpty && pages >= 0 ? book : throw Foreign();
    }

    // A total order, so that a page read back is the page that was written.
    private static int Compare(Payment left, Payment right)
    {
        int order = left.Shown.CompareTo(right.Shown);
        if (order == 0) order = left.Payer.CompareTo(right.Payer);
        return order != 0 ? order : left.Payee.CompareTo(right.Payee);
    }

    private static int FirstShown(Payment[] page, uint shown)
    {
        (int low, int high) = (0, page.Length);
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (page[middle].Shown < shown) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private static Payment[] ReadPage(ref ReadOnlySpan<byte> rest)
    {
        int length = rest.Length < 4 ? -1 : BinaryPrimitives.ReadInt32LittleEndian(rest);
        if (length < 0 || (rest.Length - 4) / Payment.SizeBytes < length) throw Foreign();
        rest = rest[4..];
        var page = new Payment[length];
        for (int i = 0; i < length; i++)
        {
            page[i] = new Payment(
                BinaryPrimitives.ReadUInt32LittleEndian(rest), BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]),
                BinaryPrimitives.ReadUInt32LittleEndian(rest[8..]));
            rest = rest[Payment.SizeBytes..];
        }

        return page;
    }

    private static InvalidDataException Foreign() =>
        new("The saved payments are damaged or of another version: delete them to begin anew.");
}
