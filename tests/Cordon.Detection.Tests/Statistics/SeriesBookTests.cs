using System.Buffers;
using Cordon.Detection.LiquidationSpike;
using Cordon.Detection.Statistics;
using Cordon.Detection.Tests.Scenes;
using Cordon.Domain.Facts;
using FsCheck;
using FsCheck.Fluent;

namespace Cordon.Detection.Tests.Statistics;

public class SeriesBookTests
{
    private readonly LiquidationSpikeDetector _detector = new();

    private SeriesBook Book(ushort[] amounts) => History.Advance(_detector, _detector.Initial,
        amounts.Select((amount, i) => new Scene().At((ulong)i * 25).Sent("keeper", "market").Loan(
            LoanKind.Liquidate, $"market {amount % 3}", "borrower", "dai", amount, "keeper", "weth", 1)));

    [Fact]
    public void A_saved_book_is_read_back_byte_for_byte() =>
        Prop.ForAll<ushort[]>(amounts =>
        {
            byte[] saved = History.Save(_detector, Book(amounts));
            return History.Save(_detector, SeriesBook.Load(saved)).AsSpan().SequenceEqual(saved);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_cut_or_lengthened_book_is_refused_with_advice()
    {
        byte[] saved = History.Save(_detector, Book([1, 2, 3, 400, 5, 60]));
        for (int length = 0; length < saved.Length; length++)
        {
            int cut = length;
            InvalidDataException error =
                Assert.Throws<InvalidDataException>(() => SeriesBook.Load(saved.AsSpan(0, cut)));
            Assert.Contains("delete it", error.Message, StringComparison.Ordinal);
        }

        Assert.Throws<InvalidDataException>(() => SeriesBook.Load([.. saved, 0]));
    }

    [Fact]
    public void Random_bytes_are_refused_or_read_but_never_crash() =>
        Prop.ForAll<byte[]>(bytes =>
        {
            try
            {
                SeriesBook.Load([1, .. bytes]);
            }
            catch (InvalidDataException)
            {
                // refused, as it should be
            }

            return true;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_older_book_does_not_see_what_was_added_to_it_later()
    {
        SeriesBook older = Book([1]);
        byte[] before = History.Save(_detector, older);

        History.Advance(_detector, older, new Scene().At(5_000).Sent("keeper", "market").Loan(
            LoanKind.Liquidate, "market 1", "borrower", "dai", 9, "keeper", "weth", 1));

        Assert.Equal(before, History.Save(_detector, older));
    }

    [Fact]
    public void An_empty_book_takes_five_bytes()
    {
        ArrayBufferWriter<byte> bytes = new();
        SeriesBook.Empty.Save(bytes);

        Assert.Equal(5, bytes.WrittenCount);
        Assert.Equal(0, SeriesBook.Load(bytes.WrittenSpan).Count);
    }
}
