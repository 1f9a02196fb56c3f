using Cordon.Detection.FlashLoan;
using Cordon.Detection.Tests.Scenes;
using Cordon.Domain.Facts;
using Cordon.Domain.Signals;
using Cordon.Ethereum;

namespace Cordon.Detection.Tests.FlashLoan;

public class FlashLoanDetectorTests
{
    private readonly FlashLoanDetector _detector = new();

    private static Scene Borrow(Scene scene, string lender, FlashLoanVenue venue, UInt256 amount)
    {
        ref Cordon.Domain.Facts.FlashLoan row = ref scene.Facts.FlashLoans.Add();
        row = new Cordon.Domain.Facts.FlashLoan
        {
            Tx = scene.Tx,
            Call = -1,
            Log = -1,
            Venue = venue,
            Lender = scene[lender],
            Borrower = scene["borrower"],
            Asset = scene["ether"],
            Amount = amount,
            Fee = 1,
        };
        return scene;
    }

    [Fact]
    public void Reports_all_loans_of_a_transaction_in_one_signal()
    {
        Scene scene = new Scene().Noise(0).Sent("operator", "borrower");
        Borrow(Borrow(scene, "lender a", FlashLoanVenue.Balancer, 1_000_000_000_000_000_000), "lender b",
            FlashLoanVenue.AaveV3, 5);

        Signal signal = Assert.Single(scene.Run(_detector));

        Assert.Equal(Severity.Info, signal.Severity);
        Assert.Equal(1, signal.Index);
        Assert.Equal(2, signal.Evidence["loans"]!.AsArray().Count);
        Assert.Equal("Balancer", (string?)signal.Evidence["loans"]![0]!["venue"]);
        Assert.Contains("borrowed 1 ETH from", signal.Summary, StringComparison.Ordinal);
        Assert.Contains("1 more", signal.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_less_sure_of_a_loan_known_only_by_its_shape()
    {
        Scene scene = new Scene().Sent("operator", "borrower");

        Assert.True(Assert.Single(Borrow(scene, "lender", FlashLoanVenue.Generic, 5).Run(_detector)).Confidence < 0.9);
    }

    [Fact]
    public void Stays_silent_on_a_block_without_loans() => Assert.Empty(new Scene().Noise(0).Run(_detector));
}
