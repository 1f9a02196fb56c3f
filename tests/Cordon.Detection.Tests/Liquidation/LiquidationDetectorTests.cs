using Cordon.Detection.Liquidation;
using Cordon.Detection.Tests.Scenes;
using Cordon.Domain.Facts;
using Cordon.Domain.Signals;

namespace Cordon.Detection.Tests.Liquidation;

public class LiquidationDetectorTests
{
    private readonly LiquidationDetector _detector = new();

    [Fact]
    public void Reports_the_parties_and_amounts_of_a_liquidation()
    {
        Scene scene = new Scene().Sent("keeper", "market");
        int call = scene.Call("market", "market", parent: scene.Call("keeper", "market", parent: 0));
        scene.Loan(LoanKind.Liquidate, "market", "borrower", "dai", 500, "keeper", "ether", 7, call: call);

        Signal signal = Assert.Single(scene.Run(_detector));

        Assert.Equal(Severity.Info, signal.Severity);
        Assert.Equal("aave", (string?)signal.Evidence["protocol"]);
        Assert.Equal(scene.AddressOf("borrower").ToString(), (string?)signal.Evidence["borrower"]);
        Assert.Equal(scene.AddressOf("keeper").ToString(), (string?)signal.Evidence["liquidator"]);
        Assert.Equal(scene.AddressOf("dai").ToString(), (string?)signal.Evidence["debtToken"]);
        Assert.Equal("500", (string?)signal.Evidence["debtAmount"]);
        Assert.Equal("0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee", (string?)signal.Evidence["collateralToken"]);
        Assert.Equal("7", (string?)signal.Evidence["collateralAmount"]);
        Assert.Equal("[0,0]", signal.Evidence["traceAddress"]!.ToJsonString());
        Assert.Contains("0.000000000000000007 ETH", signal.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Tells_two_equal_liquidations_of_one_transaction_apart()
    {
        Scene scene = new Scene().Sent("keeper", "market")
            .Loan(LoanKind.Liquidate, "market", "borrower", "dai", 500, "keeper", "ether", 7)
            .Loan(LoanKind.Liquidate, "market", "borrower", "dai", 500, "keeper", "ether", 7);

        IReadOnlyList<Signal> signals = scene.Run(_detector);

        Assert.Equal(2, signals.Count);
        Assert.NotEqual(signals[0].Id, signals[1].Id);
        Assert.Null(signals[0].Evidence["traceAddress"]);
    }

    [Theory]
    [InlineData(LoanKind.Deposit)]
    [InlineData(LoanKind.Withdraw)]
    [InlineData(LoanKind.Borrow)]
    [InlineData(LoanKind.Repay)]
    public void Stays_silent_on_every_other_step(LoanKind kind) =>
        Assert.Empty(new Scene().Sent("alice", "market").Loan(kind, "market", "alice", "dai", 5).Run(_detector));

    [Theory]
    [InlineData(LendingProtocol.AaveV1, "aave")]
    [InlineData(LendingProtocol.AaveV3, "aave")]
    [InlineData(LendingProtocol.CompoundV2, "compound_v2")]
    [InlineData(LendingProtocol.CompoundV3, "compound_v3")]
    [InlineData(LendingProtocol.Maker, "maker")]
    [InlineData(LendingProtocol.Morpho, "morpho")]
    [InlineData(LendingProtocol.Euler, "euler")]
    public void Names_the_family_of_the_market(LendingProtocol protocol, string name)
    {
        Scene scene = new Scene().Sent("keeper", "market")
            .Loan(LoanKind.Liquidate, "market", "borrower", "dai", 5, "keeper", "ether", 7, protocol);

        Assert.Equal(name, (string?)Assert.Single(scene.Run(_detector)).Evidence["protocol"]);
    }
}
