using System.Buffers;
using System.Buffers.Binary;
using Cordon.Detection.Memory;

namespace Cordon.Detection.AddressPoisoning;

/// <summary>Whom people paid themselves in the latest blocks. A value, bounded.</summary>
/// <remarks>A page a block. All books of a chain share one log and say which part of it is theirs; a book that is
/// added to after another was added to it (a reorganisation) goes on in a log of its own. One index over all pages:
/// a question costs O(payments of this payer that show the same), an addition O(page).</remarks>
public sealed class PaymentBook
{
    private const byte Version = 1;

    private readonly HashedLog<Payment>? _log; // null for the empty book
    private readonly long _begin;
    private readonly long _end;
    private readonly uint _page; // number of the oldest page

    private PaymentBook(HashedLog<Payment>? log, long begin, long end, uint page, int pageCount) =>
        (_log, _begin, _end, _page, PageCount) = (log, begin, end, page, pageCount);

    public static PaymentBook Empty { get; } = new(null, 0, 0, 0, 0);

    /// <summary>Blocks remembered.</summary>
    public int PageCount { get; }

    /// <summary>Adds a block's payments, forgetting the oldest blocks beyond the limit.</summary>
    internal PaymentBook With(ReadOnlySpan<Payment> page, int pagesMax)
    {
        (HashedLog<Payment> log, long begin) = OwnLog();
        uint number = _page + (uint)PageCount;
        foreach (ref readonly Payment payment in page) log.Append(payment with { Page = number });

        int pageCount = Math.Min(PageCount + 1, pagesMax);
        uint oldest = number - (uint)(pageCount - 1);
        while (begin < log.End && (int)(log[begin].Page - oldest) < 0) begin++;
        return new PaymentBook(log, begin, log.End, oldest, pageCount);
    }

    /// <summary>True where the payer paid somebody else whose address shows the same.</summary>
    internal bool HasAlike(Payment bait)
    {
        if (bait.Shown == 0 || _log is null) return false;
        if (_begin < _log.Begin) throw HashedLog<Payment>.Forgotten();
        for (long at = _log.Newest(bait.LogHash); at >= _begin; at = _log.Older(at))
        {
            ref readonly Payment paid = ref _log[at];
            if (at < _end && paid.Payer == bait.Payer && paid.Shown == bait.Shown && paid.Payee != bait.Payee)
                return true;
        }

        return false;
    }

    /// <summary>Says that no book older than this one will be asked again, so that its memory can be used anew.
    /// </summary>
    internal void Settle() => _log?.Release(_begin);

    /// <summary>Writes version and number of pages, then each page's length and payments in their order.</summary>
    public void Save(IBufferWriter<byte> destination)
    {
        int size = 5 + (4 * PageCount) + (Payment.SizeBytes * (int)(_end - _begin));
        Span<byte> bytes = destination.GetSpan(size);
        bytes[0] = Version;
        BinaryPrimitives.WriteInt32LittleEndian(bytes[1..], PageCount);
        Span<byte> rest = bytes[5..];
        long at = _begin;
        for (int i = 0; i < PageCount; i++)
        {
            Payment[] page = PageFrom(at, _page + (uint)i);
            at += page.Length;
            WritePage(ref rest, page);
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

    // The log to append to, and where in it this book begins.
    private (HashedLog<Payment> Log, long Begin) OwnLog()
    {
        if (_log is null) return (new HashedLog<Payment>(), 0);
        return _log.End == _end ? (_log, _begin) : (_log.Copy(_begin, _end), 0);
    }

    // In a total order, so that a page read back is the page that was written.
    private Payment[] PageFrom(long begin, uint page)
    {
        long end = begin;
        while (end < _end && _log![end].Page == page) end++;
        Payment[] payments = new Payment[end - begin];
        for (int i = 0; i < payments.Length; i++) payments[i] = _log![begin + i];
        Array.Sort(payments, Compare);
        return payments;
    }

    private static int Compare(Payment left, Payment right)
    {
        int order = left.Shown.CompareTo(right.Shown);
        if (order == 0) order = left.Payer.CompareTo(right.Payer);
        return order != 0 ? order : left.Payee.CompareTo(right.Payee);
    }

    private static void WritePage(ref Span<byte> rest, Payment[] page)
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
