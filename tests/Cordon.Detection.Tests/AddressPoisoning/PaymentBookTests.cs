using System.Buffers;
using Cordon.Detection.AddressPoisoning;
using FsCheck;
using FsCheck.Fluent;

namespace Cordon.Detection.Tests.AddressPoisoning;

/// <summary>Books share a log, and yet each is a value: compared with a list of pages searched one by one.</summary>
public class PaymentBookTests
{
    private const int PagesMax = 4;

    // Few payers, texts and payees, so that many agree.
    private static Payment[] Page(int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ =>
            new Payment((uint)random.Next(3), (uint)random.Next(1, 4), (uint)random.Next(4)))];
    }

    private static bool HasAlike(IEnumerable<Payment[]> pages, Payment bait) => pages.Any(page => page.Any(paid =>
        paid.Payer == bait.Payer && paid.Shown == bait.Shown && paid.Payee != bait.Payee));

    private static bool Agree(PaymentBook book, Payment[][] pages)
    {
        for (uint payer = 0; payer < 3; payer++)
        {
            for (uint shown = 1; shown < 4; shown++)
            {
                for (uint payee = 0; payee < 4; payee++)
                {
                    Payment bait = new(payer, shown, payee);
                    if (book.HasAlike(bait) != HasAlike(pages, bait)) return false;
                }
            }
        }

        return book.PageCount == pages.Length;
    }

    private static Payment[][] With(Payment[][] pages, Payment[] page) => [.. pages.Append(page).TakeLast(PagesMax)];

    [Fact]
    public void Every_book_of_a_tree_of_books_answers_as_its_own_pages_do() =>
        Prop.ForAll<int[]>(seeds =>
        {
            List<(PaymentBook Book, Payment[][] Pages)> states = [(PaymentBook.Empty, [])];
            foreach (int seed in seeds)
            {
                (PaymentBook book, Payment[][] pages) =
                    seed % 3 == 0 ? states[(int)((uint)seed % (uint)states.Count)] : states[^1];
                states.Add((book.With(Page(seed), PagesMax), With(pages, Page(seed))));
            }

            return states.TrueForAll(state => Agree(state.Book, state.Pages));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void After_settling_the_books_from_there_on_answer_as_before() =>
        Prop.ForAll<int[]>(seeds =>
        {
            List<(PaymentBook Book, Payment[][] Pages)> states = [(PaymentBook.Empty, [])];
            foreach (int seed in seeds)
            {
                states.Add((states[^1].Book.With(Page(seed), PagesMax), With(states[^1].Pages, Page(seed))));
                if (states.Count > 3) states.RemoveAt(0);
                states[0].Book.Settle();
            }

            return states.TrueForAll(state => Agree(state.Book, state.Pages));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_book_older_than_the_settled_one_is_refused_rather_than_wrong()
    {
        PaymentBook older = PaymentBook.Empty.With(Page(1), 1);
        older.With(Page(2), 1).Settle();

        Assert.Throws<InvalidOperationException>(() => older.HasAlike(new Payment(1, 1, 1)));
    }

    [Fact]
    public void The_saved_bytes_do_not_depend_on_the_order_of_a_block() =>
        Prop.ForAll<int>(seed =>
        {
            Payment[] page = Page(seed);
            return Saved(PaymentBook.Empty.With(page, PagesMax))
                .AsSpan().SequenceEqual(Saved(PaymentBook.Empty.With(page.Reverse().ToArray(), PagesMax)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Once_it_has_its_size_a_block_costs_one_small_object()
    {
        Payment[] page = Page(5);
        PaymentBook book = Grow(PaymentBook.Empty, page, 1_000);

        const int blocks = 1_000;
        long before = GC.GetAllocatedBytesForCurrentThread();
        Grow(book, page, blocks);

        Assert.InRange((double)(GC.GetAllocatedBytesForCurrentThread() - before) / blocks, 1, 56);
    }

    private static PaymentBook Grow(PaymentBook book, Payment[] page, int blocks)
    {
        for (int i = 0; i < blocks; i++)
        {
            book = book.With(page, 300);
            book.Settle();
        }

        return book;
    }

    private static byte[] Saved(PaymentBook book)
    {
        ArrayBufferWriter<byte> bytes = new();
        book.Save(bytes);
        return bytes.WrittenSpan.ToArray();
    }
}
