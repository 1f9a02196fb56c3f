using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;
using static Cordon.Engine.Facts.Tests.Abi;

namespace Cordon.Engine.Facts.Tests;

/// <summary>One trade a protocol, by logs and by calls alone.</summary>
public sealed class SwapTests
{
    private static readonly Address Trader = Account(1);
    private static readonly Address Pool = Account(2);
    private static readonly Address TokenA = Account(3);
    private static readonly Address TokenB = Account(4);
    private static readonly Address Maker = Account(6);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_pair_trade_states_both_tokens_amounts_and_the_reserves_after(bool withLogs)
    {
        Swap swap = Single(withLogs, PairTrades.Swap(paid: 1000, received: 900), out BlockFacts facts);

        Assert.Equal(SwapVenue.UniswapV2, swap.Venue);
        Assert.Equal("1000 token0 -> 900 token1", Describe(facts, swap, PairTrades.Token0));
        Assert.Equal((101_000UL, 99_100UL), ((ulong)swap.ReserveIn, (ulong)swap.ReserveOut));
        Assert.Equal([1], TraceAddress.Of(facts.Data.Calls, swap.Call));
    }

    [Fact]
    public void A_token_that_taxes_its_transfer_shows_what_was_sent_and_what_arrived()
    {
        Swap swap = Single(true, PairTrades.Swap(paid: 1000, received: 900, tax: 50), out _);

        Assert.Equal((1000UL, 950UL), ((ulong)swap.AmountIn, (ulong)swap.AmountReceived));
    }

    [Fact]
    public void By_calls_alone_the_tax_shows_once_the_reserves_before_are_known()
    {
        BlockFacts facts = SyntheticBlock.Extract(false, PairTrades.Swap(), PairTrades.Swap(paid: 1000, tax: 50));

        // The test's pool counts from 100,000 each time: the first trade left it 101,000 of token 0.
        Assert.Equal(2, facts.Swaps.Count);
        Assert.Equal(101_000UL, (ulong)facts.Swaps[0].ReserveIn);
    }

    [Fact]
    public void A_trade_in_a_frame_that_was_undone_is_none()
    {
        Frame undone = new Frame(Trader, Account(5), "0x") { Error = "execution reverted" }.Add(PairTrades.Swap());

        Assert.Equal(0, SyntheticBlock.Extract(false, undone).Swaps.Count);
        Assert.Equal(0, SyntheticBlock.Extract(false, undone).Transfers.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_concentrated_pool_names_the_token_it_counts_and_the_token_it_pays(bool withLogs)
    {
        Frame payout = Token(TokenB, "transfer(address,uint256)", Trader, 70)
            .Log(TokenB, "Transfer(address,address,uint256)", [Pool, Trader], 70);
        Frame callback = new Frame(Pool, Trader, "0xfa461e33").Add(
            new Frame(Trader, TokenA, Call("transfer(address,uint256)", Pool, 50)) { Output = Words(true) }
                .Log(TokenA, "Transfer(address,address,uint256)", [Trader, Pool], 50));
        Frame trade = new Frame(
            Trader, Pool, Call("swap(address,bool,int256,uint160,bytes)", Trader, true, 50, 1, 160, 0))
        {
            Output = Words(50, -70),
        };
        trade.Add(payout, Balance(TokenA, 500), callback, Balance(TokenA, 550)).Log(Pool,
            "Swap(address,address,int256,int256,uint160,uint128,int24)", [Trader, Trader], 50, -70, 12345, 1, 2);

        Swap swap = Single(withLogs, trade, out BlockFacts facts);

        Assert.Equal((SwapVenue.UniswapV3, "50 token0 -> 70 token1"), (swap.Venue, Describe(facts, swap, TokenA)));
        Assert.Equal(withLogs ? 12345UL : 0, (ulong)swap.SqrtPriceAfter);
        Assert.Equal(550UL, (ulong)swap.ReserveIn);
    }

    [Fact]
    public void The_pool_manager_names_currencies_and_packs_both_amounts_into_one_word()
    {
        var packed = new UInt256(70, 0, ulong.MaxValue - 49, ulong.MaxValue); // -50 above 70
        Frame trade = new(Trader, Pool, Call(
            "swap((address,address,uint24,int24,address),(bool,int256,uint160),bytes)",
            Address.Zero, TokenB, 3000, 60, Address.Zero, true, -50, 1, 288, 0))
        {
            Output = Words(packed),
        };

        Swap swap = Single(withLogs: false, trade, out BlockFacts facts);

        Assert.Equal(SwapVenue.UniswapV4, swap.Venue);
        Assert.Equal((AccountId.Ether, 50UL, 70UL), (swap.TokenIn, (ulong)swap.AmountIn, (ulong)swap.AmountOut));
        Assert.Equal(TokenB, facts.Data.Accounts[swap.TokenOut]);
    }

    [Theory]
    [InlineData("swapExactAmountIn(address,uint256,address,uint256,uint256)", 50, 70)]
    [InlineData("swapExactAmountOut(address,uint256,address,uint256,uint256)", 70, 50)]
    public void A_weighted_pool_answers_the_amount_that_was_not_given(string signature, int given, int answered)
    {
        bool isExactIn = given == 50;
        Frame trade = new(Trader, Pool, isExactIn
            ? Call(signature, TokenA, given, TokenB, 0, 0)
            : Call(signature, TokenA, 999, TokenB, given, 0))
        {
            Output = Words(answered, 1),
        };

        Swap swap = Single(withLogs: false, trade, out BlockFacts facts);

        Assert.Equal((SwapVenue.BalancerV1, "50 token0 -> 70 token1"), (swap.Venue, Describe(facts, swap, TokenA)));
    }

    [Fact]
    public void A_vault_pool_is_named_by_the_head_of_its_id_and_the_vault_holds()
    {
        string id = "0x" + Pool.ToString()[2..] + new string('0', 23) + "7";
        Address vault = Account(7);
        Frame trade = new Frame(Trader, vault, "0x52bbbe29").Log(vault,
            "Swap(bytes32,address,address,uint256,uint256)", [id, TokenA, TokenB], 50, 70);

        Swap swap = Single(withLogs: true, trade, out BlockFacts facts);

        Assert.Equal((Pool, vault), (facts.Data.Accounts[swap.Pool], facts.Data.Accounts[swap.Holder]));
        Assert.Equal("50 token0 -> 70 token1", Describe(facts, swap, TokenA));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_pool_of_numbered_coins_is_learnt_from_what_moves(bool withLogs)
    {
        Frame trade = new Frame(Trader, Pool, Call("exchange(int128,int128,uint256,uint256)", 0, 1, 50, 0)).Add(
            new Frame(Pool, TokenA, Call("transferFrom(address,address,uint256)", Trader, Pool, 50))
            {
                Output = Words(true),
            }.Log(TokenA, "Transfer(address,address,uint256)", [Trader, Pool], 50),
            Token(TokenB, "transfer(address,uint256)", Trader, 70)
                .Log(TokenB, "Transfer(address,address,uint256)", [Pool, Trader], 70))
            .Log(Pool, "TokenExchange(address,int128,uint256,int128,uint256)", [Trader], 0, 50, 1, 70);

        Swap swap = Single(withLogs, trade, out BlockFacts facts);

        Assert.Equal((SwapVenue.Curve, "50 token0 -> 70 token1"), (swap.Venue, Describe(facts, swap, TokenA)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_pool_of_lending_shares_trades_what_its_caller_pays_and_gets(bool withLogs)
    {
        Address shareA = Account(8), shareB = Account(9);
        const string transferred = "Transfer(address,address,uint256)";
        string exchange = Call("exchange_underlying(int128,int128,uint256,uint256)", 0, 1, 50, 0);
        Frame trade = new Frame(Trader, Pool, exchange) { Output = Words(70) }
            .Add(
                new Frame(Pool, TokenA, Call("transferFrom(address,address,uint256)", Trader, Pool, 50))
                {
                    Output = Words(true),
                }.Log(TokenA, transferred, [Trader, Pool], 50),
                new Frame(Pool, shareA, Call("deposit(uint256)", 50)).Add(
                    new Frame(shareA, TokenA, Call("transferFrom(address,address,uint256)", Pool, shareA, 50))
                    {
                        Output = Words(true),
                    }.Log(TokenA, transferred, [Pool, shareA], 50))
                    .Log(shareA, transferred, [Address.Zero, Pool], 50),
                new Frame(Pool, shareB, Call("withdraw(uint256,address)", 70, Trader)).Add(
                    new Frame(shareB, TokenB, Call("transfer(address,uint256)", Trader, 70))
                    {
                        Output = Words(true),
                    }.Log(TokenB, transferred, [shareB, Trader], 70))
                    .Log(shareB, transferred, [Pool, Address.Zero], 70))
            .Log(Pool, "TokenExchangeUnderlying(address,int128,uint256,int128,uint256)", [Trader], 0, 50, 1, 70);

        Swap swap = Single(withLogs, trade, out BlockFacts facts);

        Assert.Equal(TokenB, facts.Data.Accounts[swap.TokenOut]);
        Assert.Equal((SwapVenue.Curve, "50 token0 -> 70 token1"), (swap.Venue, Describe(facts, swap, TokenA)));
    }

    [Fact]
    public void A_filled_order_is_held_by_its_maker()
    {
        Frame fill = new(Trader, Pool, Call(
            "fillRfqOrder((address,address,uint128,uint128,address,address,address,bytes32,uint64,uint256),"
            + "(uint8,uint8,bytes32,bytes32),uint128)",
            TokenB, TokenA, 7000, 5000, Maker, Trader, Trader, 0, 0, 0, 2, 27, 1, 1, 50))
        {
            Output = Words(50, 70),
        };

        Swap swap = Single(withLogs: false, fill, out BlockFacts facts);

        Assert.Equal((SwapVenue.ZeroEx, "50 token0 -> 70 token1"), (swap.Venue, Describe(facts, swap, TokenA)));
        Assert.Equal(Maker, facts.Data.Accounts[swap.Holder]);
    }

    [Fact]
    public void A_first_generation_exchange_takes_native_coin_and_gives_its_token()
    {
        Frame trade = new Frame(Trader, Pool, Call("ethToTokenSwapInput(uint256,uint256)", 1, 1)) { Value = 50 }
            .Add(Token(TokenB, "transfer(address,uint256)", Trader, 70));

        Swap swap = Single(withLogs: false, trade, out _);

        Assert.Equal((SwapVenue.UniswapV1, AccountId.Ether), (swap.Venue, swap.TokenIn));
        Assert.Equal((50UL, 70UL), ((ulong)swap.AmountIn, (ulong)swap.AmountOut));
    }

    [Fact]
    public void A_pool_that_states_a_swap_in_one_event_is_taken_at_its_word()
    {
        Frame dodo = new Frame(Trader, Pool, "0xbd6015b4").Log(Pool,
            "DODOSwap(address,address,uint256,uint256,address,address)", [], TokenA, TokenB, 50, 70, Trader, Maker);
        Frame bancor = new Frame(Trader, Pool, "0x12345678").Log(Pool,
            "Conversion(address,address,address,uint256,uint256,int256)", [TokenA, TokenB, Trader], 50, 70, 0);

        BlockFacts facts = SyntheticBlock.Extract(true, dodo, bancor);

        Assert.Equal([SwapVenue.Dodo, SwapVenue.Bancor], facts.Swaps.Rows.ToArray().Select(row => row.Venue));
        Assert.All(facts.Swaps.Rows.ToArray(), row =>
            Assert.Equal("50 token0 -> 70 token1", Describe(facts, row, TokenA)));
    }

    [Fact]
    public void Reserves_asked_for_while_a_trade_is_under_way_do_not_spoil_the_next_trade()
    {
        BlockFacts facts = SyntheticBlock.Extract(
            false, FlashSwap(100_000, 100_000, 1000, 900), FlashSwap(101_000, 99_100, 500, 400));

        Assert.Equal([(1000UL, 900UL), (500UL, 400UL)],
            facts.Swaps.Rows.ToArray().Select(row => ((ulong)row.AmountIn, (ulong)row.AmountOut)));
    }

    // Repaid in the other token, by a trader who looks at the reserves from within.
    private static Frame FlashSwap(int held0, int held1, int paid, int received) => new Frame(Trader, Pool, Call(
            "swap(uint256,uint256,address,bytes)", 0, received, Trader, 128, 1, "be".PadRight(64, '0'))).Add(
        Token(TokenB, "transfer(address,uint256)", Trader, received),
        new Frame(Pool, Trader, "0x10d1e85c").Add(
            new Frame(Trader, Pool, Call("getReserves()")) { Type = "STATICCALL", Output = Words(held0, held1, 0) },
            new Frame(Trader, TokenA, Call("transfer(address,uint256)", Pool, paid)) { Output = Words(true) }),
        Balance(TokenA, held0 + paid), Balance(TokenB, held1 - received));

    private static Frame Token(Address token, string signature, params object[] arguments) =>
        new(Pool, token, Call(signature, arguments)) { Output = Words(true) };

    private static Frame Balance(Address token, int amount) =>
        new(Pool, token, Call("balanceOf(address)", Pool)) { Type = "STATICCALL", Output = Words(amount) };

    private static Swap Single(bool withLogs, Frame transaction, out BlockFacts facts)
    {
        facts = SyntheticBlock.Extract(withLogs, transaction);
        return Assert.Single(facts.Swaps.Rows.ToArray());
    }

    private static string Describe(BlockFacts facts, in Swap swap, Address token0)
    {
        string tokenIn = facts.Data.Accounts[swap.TokenIn] == token0 ? "token0" : "token1";
        string tokenOut = facts.Data.Accounts[swap.TokenOut] == token0 ? "token0" : "token1";
        return $"{swap.AmountIn} {tokenIn} -> {swap.AmountOut} {tokenOut}";
    }
}
