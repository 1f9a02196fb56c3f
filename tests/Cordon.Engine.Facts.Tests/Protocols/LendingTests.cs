using Cordon.Domain.Facts;
using Cordon.Ethereum;
using static Cordon.Engine.Facts.Tests.Abi;

namespace Cordon.Engine.Facts.Tests;

/// <summary>Steps in lending markets, told by calls whose assets moved.</summary>
public sealed class LendingTests
{
    private static readonly Address User = Account(1);
    private static readonly Address Market = Account(2);
    private static readonly Address Asset = Account(3);
    private static readonly Address Comptroller = Account(4);
    private static readonly Address Collateral = Account(5);
    private static readonly Address Debtor = Account(6);

    [Fact]
    public void A_deposit_counts_where_its_asset_moved_and_not_where_it_did_not()
    {
        string input = Call("deposit(address,uint256,address,uint16)", Asset, 50, Debtor, 0);
        Frame real = new Frame(User, Market, input).Add(PullFrom(User, 50));
        Frame hollow = new(User, Market, input);

        BlockFacts facts = SyntheticBlock.Extract(false, real, hollow);

        Loan loan = Assert.Single(facts.Loans.Rows.ToArray());
        Assert.Equal((LendingProtocol.AaveV2, LoanKind.Deposit, 50UL), (loan.Protocol, loan.Kind, (ulong)loan.Amount));
        Assert.Equal((Debtor, User), (facts.Data.Accounts[loan.Account], facts.Data.Accounts[loan.Actor]));
    }

    [Theory]
    [InlineData("mintAllowed(address,address,uint256)", LoanKind.Deposit, true)]
    [InlineData("borrowAllowed(address,address,uint256)", LoanKind.Borrow, false)]
    [InlineData("redeemAllowed(address,address,uint256)", LoanKind.Withdraw, false)]
    public void A_market_that_asks_its_comptroller_is_told_by_the_question(string question, LoanKind kind, bool isPaid)
    {
        Frame step = new Frame(User, Market, "0x12345678").Add(
            Ask(question, Market, User, 50), isPaid ? PullFrom(User, 50) : PayTo(User, 50));

        Loan loan = Assert.Single(SyntheticBlock.Extract(false, step).Loans.Rows.ToArray());

        Assert.Equal((LendingProtocol.CompoundV2, kind, 50UL), (loan.Protocol, loan.Kind, (ulong)loan.Amount));
    }

    [Fact]
    public void A_step_that_its_comptroller_refused_is_none()
    {
        Frame refused = new Frame(User, Market, "0x12345678").Add(
            new Frame(Market, Comptroller, Call("borrowAllowed(address,address,uint256)", Market, User, 50))
            {
                Output = Words(4),
            }, PayTo(User, 50));

        Assert.Equal(0, SyntheticBlock.Extract(false, refused).Loans.Count);
    }

    [Fact]
    public void A_liquidation_is_one_row_with_what_was_paid_and_what_was_seized()
    {
        Frame liquidation = new Frame(User, Market, "0xf5e3c462").Add(
            Ask("liquidateBorrowAllowed(address,address,address,address,uint256)",
                Market, Collateral, User, Debtor, 50),
            Ask("repayBorrowAllowed(address,address,address,uint256)", Market, User, Debtor, 50),
            PullFrom(User, 50),
            new Frame(Market, Collateral, Call("seize(address,address,uint256)", User, Debtor, 70))
            {
                Output = Words(0),
            }.Add(new Frame(Collateral, Comptroller, Call(
                "seizeAllowed(address,address,address,address,uint256)", Collateral, Market, User, Debtor, 70))
            {
                Output = Words(0),
            }));

        BlockFacts facts = SyntheticBlock.Extract(false, liquidation);

        Loan loan = Assert.Single(facts.Loans.Rows.ToArray());
        Assert.Equal((LoanKind.Liquidate, 50UL, 70UL),
            (loan.Kind, (ulong)loan.Amount, (ulong)loan.CollateralAmount));
        Assert.Equal((Debtor, User, Collateral), (facts.Data.Accounts[loan.Account],
            facts.Data.Accounts[loan.Actor], facts.Data.Accounts[loan.CollateralAsset]));
    }

    [Fact]
    public void An_isolated_market_answers_what_a_liquidation_seized_and_repaid()
    {
        Frame liquidation = new(User, Market, Call(
            "liquidate((address,address,address,address,uint256),address,uint256,uint256,bytes)",
            Asset, Collateral, Comptroller, Comptroller, 1, Debtor, 70, 0, 288, 0))
        {
            Output = Words(70, 50),
        };

        Loan loan = Assert.Single(SyntheticBlock.Extract(true, liquidation).Loans.Rows.ToArray());

        Assert.Equal((LendingProtocol.Morpho, 50UL, 70UL),
            (loan.Protocol, (ulong)loan.Amount, (ulong)loan.CollateralAmount));
    }

    [Fact]
    public void A_vault_that_frees_collateral_and_repays_at_once_is_two_steps()
    {
        Frame frob = new(User, Market, Call(
            "frob(bytes32,address,address,address,int256,int256)", 1, Debtor, User, User, -70, -50));

        BlockFacts facts = SyntheticBlock.Extract(true, frob);

        Assert.Equal([(LoanKind.Withdraw, 70UL), (LoanKind.Repay, 50UL)],
            facts.Loans.Rows.ToArray().Select(row => (row.Kind, (ulong)row.Amount)));
    }

    private static Frame Ask(string question, params object[] arguments) =>
        new(Market, Comptroller, Call(question, arguments)) { Output = Words(0) };

    private static Frame PullFrom(Address payer, int amount) =>
        new(Market, Asset, Call("transferFrom(address,address,uint256)", payer, Market, amount))
        {
            Output = Words(true),
        };

    private static Frame PayTo(Address receiver, int amount) =>
        new(Market, Asset, Call("transfer(address,uint256)", receiver, amount)) { Output = Words(true) };
}
