using Cordon.Domain.Facts;
using Cordon.Ethereum;
using static Cordon.Engine.Facts.Tests.Abi;

namespace Cordon.Engine.Facts.Tests;

/// <summary>Value lent and paid back within one frame, with a known interface or none.</summary>
public sealed class FlashLoanTests
{
    private static readonly Address Borrower = Account(1);
    private static readonly Address Lender = Account(2);
    private static readonly Address Token = Account(3);
    private static readonly Address Other = Account(4);

    [Fact]
    public void A_callback_that_names_asset_amount_and_fee_tells_the_loan()
    {
        Frame loan = new Frame(Borrower, Lender, "0x12345678").Add(new Frame(Lender, Borrower, Call(
            "onFlashLoan(address,address,uint256,uint256,bytes)", Borrower, Token, 500, 5, 160, 0)));

        FlashLoan found = Single(loan, out BlockFacts facts);

        Assert.Equal((FlashLoanVenue.Erc3156, 500UL, 5UL), (found.Venue, (ulong)found.Amount, (ulong)found.Fee));
        Assert.Equal((Lender, Borrower), (facts.Data.Accounts[found.Lender], facts.Data.Accounts[found.Borrower]));
    }

    [Fact]
    public void Several_assets_of_one_callback_are_several_loans()
    {
        Frame loan = new Frame(Borrower, Lender, "0x5c38449e").Add(new Frame(Lender, Borrower, Call(
            "receiveFlashLoan(address[],uint256[],uint256[],bytes)",
            128, 224, 320, 416, 2, Token, Other, 2, 500, 600, 2, 0, 1, 0)));

        BlockFacts facts = SyntheticBlock.Extract(false, loan);

        Assert.Equal([(FlashLoanVenue.Balancer, 500UL, 0UL), (FlashLoanVenue.Balancer, 600UL, 1UL)],
            facts.FlashLoans.Rows.ToArray().Select(row => (row.Venue, (ulong)row.Amount, (ulong)row.Fee)));
    }

    [Fact]
    public void A_lender_without_a_known_interface_is_told_by_its_shape()
    {
        FlashLoan found = Single(Lend(repaid: 505), out BlockFacts facts);

        Assert.Equal((FlashLoanVenue.Generic, 500UL, 5UL), (found.Venue, (ulong)found.Amount, (ulong)found.Fee));
        Assert.Equal(Token, facts.Data.Accounts[found.Asset]);
    }

    [Fact]
    public void What_is_not_paid_back_in_full_was_no_loan() =>
        Assert.Equal(0, SyntheticBlock.Extract(false, Lend(repaid: 499)).FlashLoans.Count);

    [Fact]
    public void A_bot_that_trades_in_a_circle_lends_nothing()
    {
        Address bot = Account(7), first = Account(8), second = Account(9);
        Frame trade = new Frame(Account(6), bot, "0x12345678").Add(
            Pay(bot, first, 500),
            new Frame(bot, first, "0xaaaaaaaa").Add(new Frame(first, Other, "0xbbbbbbbb")),
            new Frame(bot, second, "0xcccccccc").Add(Pay(second, bot, 520)));

        Assert.Equal(0, SyntheticBlock.Extract(false, trade).FlashLoans.Count);
    }

    [Fact]
    public void Coins_wrapped_and_later_unwrapped_with_a_gain_were_not_lent_to_the_wrapper()
    {
        Address bot = Account(7), wrapper = Account(8);
        Frame trade = new Frame(Account(6), bot, "0x12345678").Add(
            new Frame(bot, wrapper, Call("deposit()")) { Value = 500 },
            new Frame(bot, wrapper, Call("withdraw(uint256)", 520)).Add(
                new Frame(wrapper, bot, "0x") { Value = 520 }));

        Assert.Equal(0, SyntheticBlock.Extract(false, trade).FlashLoans.Count);
    }

    [Fact]
    public void Coins_carried_by_the_call_and_sent_back_within_it_were_lent()
    {
        Frame loan = new Frame(Borrower, Lender, "0x99999999").Add(
            new Frame(Lender, Borrower, "0x88888888") { Value = 500 }.Add(
                new Frame(Borrower, Lender, "0x77777777") { Value = 501 }));

        Assert.Equal((FlashLoanVenue.Generic, 1UL), (Single(loan, out BlockFacts facts).Venue,
            (ulong)facts.FlashLoans[0].Fee));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_pair_trade_that_calls_back_is_a_flash_swap(bool withLogs)
    {
        FlashLoan found = Single(PairTrades.Swap(data: "beef"), out _, withLogs);

        Assert.Equal((FlashLoanVenue.UniswapV2, 900UL), (found.Venue, (ulong)found.Amount));
    }

    private static Frame Lend(int repaid) => new Frame(Borrower, Lender, "0x99999999").Add(
        Pay(Lender, Borrower, 500),
        new Frame(Lender, Borrower, "0x88888888").Add(Pay(Borrower, Lender, repaid)));

    private static Frame Pay(Address from, Address to, int amount) =>
        new(from, Token, Call("transfer(address,uint256)", to, amount)) { Output = Words(true) };

    private static FlashLoan Single(Frame transaction, out BlockFacts facts, bool withLogs = false)
    {
        facts = SyntheticBlock.Extract(withLogs, transaction);
        return Assert.Single(facts.FlashLoans.Rows.ToArray());
    }
}
