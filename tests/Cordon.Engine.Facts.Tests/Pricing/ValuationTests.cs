using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Pricing;
using Cordon.Ethereum;
using static Cordon.Engine.Facts.Tests.Abi;

namespace Cordon.Engine.Facts.Tests;

/// <summary>Values rest on trades of others; what is not traded has none.</summary>
public sealed class ValuationTests
{
    private static readonly Address Trader = Account(1);
    private static readonly Address Token = Account(3);
    private static readonly Address Thin = Account(4);
    private static readonly Address Pool = Account(5);
    private static readonly Address Other = Account(6);
    private static readonly UInt256 Ether = 1_000_000_000_000_000_000;

    [Fact]
    public void Trades_of_others_before_price_a_token_and_its_own_trades_do_not()
    {
        BlockFacts facts = SyntheticBlock.Extract(true, Trade(Token, 1000, 1), Trade(Token, 10, 1));
        AccountId token = IdOf(facts, Token);

        Assert.True(facts.Prices.TryValueInEther(1, token, 500, out double ether));
        Assert.Equal(0.5, ether, 9);
        Assert.Equal(PriceSource.TradesBefore, facts.Prices.QuoteOf(1, token).Source);
        Assert.Equal(PriceSource.TradesAfter, facts.Prices.QuoteOf(0, token).Source);
    }

    [Fact]
    public void A_transactions_own_trades_are_the_last_resort_and_are_trusted_least()
    {
        BlockFacts facts = SyntheticBlock.Extract(true, Trade(Token, 1000, 1));
        PriceQuote own = facts.Prices.QuoteOf(0, IdOf(facts, Token));
        PriceQuote late = facts.Prices.QuoteOf(1, IdOf(facts, Token));

        Assert.Equal(PriceSource.OwnTrades, own.Source);
        Assert.True(own.Confidence < late.Confidence);
    }

    [Fact]
    public void Dust_does_not_move_the_median()
    {
        BlockFacts facts = SyntheticBlock.Extract(true,
            Trade(Token, 1000, 1), Trade(Token, 2000, 2), Trade(Token, 1, 1, wei: true), Trade(Token, 1, 1, wei: true));

        Assert.True(facts.Prices.TryValueInEther(-1, IdOf(facts, Token), 1000, out double ether));
        Assert.Equal(1, ether, 9);
    }

    [Fact]
    public void A_token_that_only_trades_against_another_is_priced_through_it()
    {
        BlockFacts facts = SyntheticBlock.Extract(true, Trade(Token, 1000, 1), Swap(Thin, 10, Token, 100));

        Assert.True(facts.Prices.TryValueInEther(-1, IdOf(facts, Thin), 10, out double ether));
        Assert.Equal(0.1, ether, 9);
    }

    [Fact]
    public void What_nobody_trades_is_unpriced_not_worthless()
    {
        BlockFacts facts = SyntheticBlock.Extract(true, Swap(Thin, 10, Token, 100));

        Assert.False(facts.Prices.TryValueInEther(-1, IdOf(facts, Thin), 10, out _));
        Assert.Equal(PriceQuote.None, facts.Prices.QuoteOf(-1, IdOf(facts, Thin)));
    }

    [Fact]
    public void A_known_chains_wrapper_is_no_other_however_many_wrap_with_it()
    {
        BlockFacts facts = SyntheticBlock.ExtractOn(1, Wrap(Token), Wrap(Token));

        Assert.False(facts.Prices.IsEther(IdOf(facts, Token)));
        Assert.True(facts.Prices.IsEther(AccountId.Ether));
    }

    [Fact]
    public void The_wrapper_of_an_unknown_chain_is_what_most_transactions_wrap_with()
    {
        BlockFacts facts = SyntheticBlock.ExtractOn(987_654_321, Wrap(Other), Wrap(Token), Wrap(Token));

        Assert.True(facts.Prices.IsEther(IdOf(facts, Token)));
        Assert.False(facts.Prices.IsEther(IdOf(facts, Other)));
        Assert.True(facts.Prices.IsEther(AccountId.Ether));
    }

    [Fact]
    public void A_price_file_comes_before_trades()
    {
        BlockFacts facts = SyntheticBlock.Extract(true, Trade(Token, 1000, 1));
        facts.Prices.File = PriceFile.Read(new StringReader($"asset,decimals,eth\n{Token},0,0.25\n"), "prices.csv");

        Assert.True(facts.Prices.TryValueInEther(-1, IdOf(facts, Token), 4, out double ether));
        Assert.Equal(1, ether, 9);
    }

    [Theory]
    [InlineData("0x12,18,1", "asset")]
    [InlineData("0xac00000000000000000000000000000000000003,-1,1", "decimals")]
    [InlineData("0xac00000000000000000000000000000000000003,18,NaN", "eth")]
    [InlineData("0xac00000000000000000000000000000000000003,18", "asset,decimals,eth")]
    [InlineData("0xac00000000000000000000000000000000000003,0,1e308", "eth")]
    [InlineData("0xac00000000000000000000000000000000000003,18,-1", "eth")]
    [InlineData("0xac00000000000000000000000000000000000003,99999999999999999999,1", "decimals")]
    public void A_bad_line_of_a_price_file_is_named(string line, string field)
    {
        FormatException error = Assert.Throws<FormatException>(
            () => PriceFile.Read(new StringReader("# prices\n" + line), "prices.csv"));

        Assert.Contains("prices.csv, line 2", error.Message, StringComparison.Ordinal);
        Assert.Contains(field, error.Message, StringComparison.Ordinal);
    }

    private static AccountId IdOf(BlockFacts facts, Address address) =>
        facts.Data.Accounts.TryFind(address, out AccountId id) ? id : AccountId.None;

    private static Frame Trade(Address token, int amount, int ether, bool wei = false) =>
        Swap(token, amount, AccountTable.EtherAddress, wei ? (ulong)ether : (ulong)ether * (ulong)Ether);

    private static Frame Swap(Address tokenIn, int amountIn, Address tokenOut, ulong amountOut) =>
        new Frame(Trader, Pool, "0x12345678").Log(Pool, "Conversion(address,address,address,uint256,uint256,int256)",
            [tokenIn, tokenOut, Trader], amountIn, amountOut, 0);

    private static Frame Wrap(Address wrapper) => new Frame(Trader, wrapper, Call("deposit()")) { Value = 7 }
        .Log(wrapper, "Deposit(address,uint256)", [Trader], 7);
}
