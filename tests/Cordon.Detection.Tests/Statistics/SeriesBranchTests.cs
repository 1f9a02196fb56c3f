using System.Buffers;
using Cordon.Detection.Statistics;
using Cordon.Ethereum;
using FsCheck;
using FsCheck.Fluent;

namespace Cordon.Detection.Tests.Statistics;

/// <summary>Books share a store, and yet each is a value: compared with a model in which nothing is shared.</summary>
public class SeriesBranchTests
{
    private const int PastMax = 3;

    private sealed record Plain(ulong Window, double Current, double[] Past)
    {
        public Plain Add(ulong window, double amount)
        {
            if (window <= Window) return this with { Current = Current + amount };
            double[] past = Current > 0 ? [.. Past, Current] : Past;
            return new Plain(window, amount, past.Length > PastMax ? past[^PastMax..] : past);
        }
    }

    private static SeriesKey Key(int number)
    {
        byte[] address = new byte[Address.SizeBytes];
        address[0] = (byte)number;
        return new SeriesKey(1, new Address(address), new Address(address));
    }

    // A step takes one of the states there are and makes another of it by a few changes.
    private static (SeriesBook Book, Dictionary<int, Plain> Model) Step(
        SeriesBook book, Dictionary<int, Plain> model, int seed)
    {
        Random random = new(seed);
        SeriesEdit edit = book.Edit();
        Dictionary<int, Plain> next = new(model);
        for (int i = random.Next(4); i > 0; i--)
        {
            int key = random.Next(5);
            ulong window = (ulong)random.Next(1, 40);
            double amount = random.Next(3);
            Plain before = next.GetValueOrDefault(key) ?? new Plain(0, 0, []);
            if (random.Next(4) == 0)
            {
                edit.Set(Key(key), window, amount);
                next[key] = before with { Window = window, Current = amount };
            }
            else
            {
                edit.Add(Key(key), window, amount, PastMax);
                next[key] = before.Add(window, amount);
            }
        }

        return (edit.Done(), next);
    }

    private static bool Agree(SeriesBook book, Dictionary<int, Plain> model)
    {
        SeriesEdit edit = book.Edit();
        foreach ((int number, Plain plain) in model)
        {
            Series series = edit[Key(number)];
            if (series.Window != plain.Window || !series.Current.Equals(plain.Current)
                || !series.Past.SequenceEqual(plain.Past)) return false;
        }

        return book.Count == model.Count && edit.Count == model.Count;
    }

    [Fact]
    public void Every_book_of_a_tree_of_books_stays_what_it_was() =>
        Prop.ForAll<int[]>(seeds =>
        {
            List<(SeriesBook Book, Dictionary<int, Plain> Model)> states = [(SeriesBook.Empty, [])];
            foreach (int seed in seeds)
            {
                // Mostly the newest, as a chain grows; now and then an older one, as a chain is reorganised.
                (SeriesBook book, Dictionary<int, Plain> model) =
                    seed % 3 == 0 ? states[(int)((uint)seed % (uint)states.Count)] : states[^1];
                states.Add(Step(book, model, seed));
            }

            return states.TrueForAll(state => Agree(state.Book, state.Model));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void After_settling_the_states_from_there_on_can_still_be_returned_to() =>
        Prop.ForAll<int[]>(seeds =>
        {
            List<(SeriesBook Book, Dictionary<int, Plain> Model)> states = [(SeriesBook.Empty, [])];
            foreach (int seed in seeds)
            {
                states.Add(Step(states[^1].Book, states[^1].Model, seed));
                if (states.Count > 4) states.RemoveAt(0);
                states[0].Book.Settle();
            }

            return states.TrueForAll(state => Agree(state.Book, state.Model));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_book_older_than_the_settled_one_is_refused_rather_than_wrong()
    {
        SeriesBook older = Step(SeriesBook.Empty, [], 7).Book;
        SeriesEdit edit = older.Edit();
        edit.Add(Key(1), 90, 5, PastMax);
        edit.Done().Settle();

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => older.Edit().Done());
        Assert.Contains("older than those that were to be kept", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_book_without_changes_is_the_book_before()
    {
        SeriesBook book = Step(SeriesBook.Empty, [], 7).Book;

        Assert.Same(book, book.Edit().Done());
        Assert.Same(SeriesBook.Empty, SeriesBook.Empty.Edit().Done());
    }

    [Fact]
    public void Once_it_has_its_size_a_block_costs_one_small_object()
    {
        SeriesKey[] keys = [Key(0), Key(1), Key(2)];
        SeriesBook book = Grow(SeriesBook.Empty, keys, 1, 2_000);

        const int blocks = 1_000;
        long before = GC.GetAllocatedBytesForCurrentThread();
        book = Grow(book, keys, 2_001, blocks);
        double bytes = (double)(GC.GetAllocatedBytesForCurrentThread() - before) / blocks;

        Assert.InRange(bytes, 1, 48);
        Assert.Equal(3, book.Count);
    }

    private static SeriesBook Grow(SeriesBook book, SeriesKey[] keys, ulong window, int blocks)
    {
        for (int i = 0; i < blocks; i++)
        {
            SeriesEdit edit = book.Edit();
            foreach (SeriesKey key in keys) edit.Add(key, window + (ulong)i, 1, 256);
            book = edit.Done();
            book.Settle();
        }

        return book;
    }

    [Fact]
    public void An_older_book_is_saved_as_it_was()
    {
        SeriesBook older = Step(SeriesBook.Empty, [], 11).Book;
        byte[] before = Saved(older);
        Step(older, [], 13);
        Step(older, [], 17);

        Assert.Equal(before, Saved(older));
    }

    private static byte[] Saved(SeriesBook book)
    {
        ArrayBufferWriter<byte> bytes = new();
        book.Save(bytes);
        return bytes.WrittenSpan.ToArray();
    }
}
