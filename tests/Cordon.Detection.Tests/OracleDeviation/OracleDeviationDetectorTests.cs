using Cordon.Detection.OracleDeviation;
using Cordon.Detection.Statistics;
using Cordon.Detection.Tests.Scenes;
using Cordon.Domain.Facts;
using Cordon.Domain.Signals;
using FsCheck;
using FsCheck.Fluent;

namespace Cordon.Detection.Tests.OracleDeviation;

public class OracleDeviationDetectorTests
{
    private readonly OracleDeviationDetector _detector = new();

    // The attacker trades against the pool, then borrows from a market whose oracle reads the pool.
    private static Scene Borrowing(
        Scene scene, bool isMoved = true, ulong traded = 800, string readSelector = "0902f1ac")
    {
        scene.Sent("attacker", "attack", input: "aabbccdd");
        int first = scene.Data.Transactions.Calls[scene.Tx].Start;
        if (isMoved)
        {
            int swap = scene.Call("attack", "pool", "022c0d9f", parent: first);
            scene.Swap("pool", "attack", "weth", traded, "token", 300);
            scene.Facts.Swaps[scene.Facts.Swaps.Count - 1].Call = swap;
            scene.Facts.Swaps[scene.Facts.Swaps.Count - 1].ReserveIn = 2_000;
        }

        int borrow = scene.Call("attack", "market", "c5ebeaec", parent: first);
        int oracle = scene.Call("market", "oracle", "fc57d4df", parent: borrow);
        scene.Call("oracle", "pool", readSelector, parent: oracle);
        return scene.Transfer("dai", "market", "attack", 5_000, call: borrow)
            .Loan(LoanKind.Borrow, "market", "attack", "dai", 5_000, call: borrow);
    }

    private static Scene Answered(ulong block, ulong answer, int salt = 1, ulong updatedAt = 0, bool isRead = false)
    {
        Scene scene = new Scene(salt).At(block, timestamp: 1_000_000).Sent("publisher", "feed");
        return scene.Fact(scene.Facts.Oracles, new OracleAnswer
        {
            Tx = 0,
            Call = -1,
            Log = -1,
            IsRead = isRead,
            Feed = scene["feed"],
            Account = scene["publisher"],
            Asset = scene["token"],
            Answer = answer,
            UpdatedAt = updatedAt,
        });
    }

    private static IEnumerable<Scene> Usual(ulong unit = 1, int salt = 1) =>
        Enumerable.Range(1, 12).Select(i => Answered((ulong)i, (ulong)(99 + (i % 3)) * unit, salt));

    [Fact]
    public void Fires_when_a_loan_is_taken_at_a_price_that_the_borrower_moved()
    {
        Scene scene = Borrowing(new Scene());

        Signal signal = Assert.Single(History.Last(_detector, scene));

        Assert.Equal(Severity.High, signal.Severity);
        Assert.Equal(scene.AddressOf("market"), signal.Subjects[0]);
        Assert.Equal(scene.AddressOf("oracle").ToString(), (string?)signal.Evidence["reader"]);
        Assert.Equal(scene.AddressOf("pool").ToString(), (string?)signal.Evidence["pool"]);
    }

    [Fact]
    public void Fires_when_the_oracle_was_refreshed_before_the_loan_and_asked_in_it()
    {
        Scene scene = new Scene().Sent("attacker", "attack", input: "aabbccdd");
        int swap = scene.Call("attack", "pool", "022c0d9f", parent: 0);
        scene.Swap("pool", "attack", "weth", 800, "token", 300);
        scene.Facts.Swaps[0].Call = swap;
        scene.Facts.Swaps[0].ReserveIn = 2_000;
        int refresh = scene.Call("attack", "oracle", "f8ac93e8", parent: 0);
        scene.Call("oracle", "pool", "0902f1ac", parent: refresh);
        int borrow = scene.Call("attack", "market", "c5ebeaec", parent: 0);
        scene.Call("market", "oracle", "fc57d4df", parent: borrow);
        scene.Transfer("dai", "market", "attack", 5_000, call: borrow)
            .Loan(LoanKind.Borrow, "market", "attack", "dai", 5_000, call: borrow);

        Assert.Equal(Severity.High, Assert.Single(History.Last(_detector, scene)).Severity);
    }

    [Fact]
    public void Stays_silent_on_a_loan_without_a_move() =>
        Assert.Empty(History.Last(_detector, Borrowing(new Scene(), isMoved: false)));

    [Fact]
    public void Stays_silent_when_the_move_is_small() =>
        Assert.Empty(History.Last(_detector, Borrowing(new Scene(), traded: 20)));

    [Fact]
    public void Stays_silent_when_the_market_asks_the_pool_for_nothing_that_prices() =>
        Assert.Empty(History.Last(_detector, Borrowing(new Scene(), readSelector: "06fdde03")));

    // Somebody reads a feed, something happens, and the market reads it again for a loan.
    private static Scene AnsweredTwice(ulong first, ulong second, string secondReader = "market",
        bool isBorrowed = true, string secondQuestion = "50d25bcd")
    {
        Scene scene = new Scene().Sent("attacker", "attack", input: "aabbccdd");
        int before = scene.Call("attack", "feed", "50d25bcd", parent: 0);
        int borrow = scene.Call("attack", "market", "c5ebeaec", parent: 0);
        int after = scene.Call(secondReader, "feed", secondQuestion, parent: borrow);
        foreach ((int call, string reader, ulong answer) in
            ((int, string, ulong)[])[(before, "attack", first), (after, secondReader, second)])
        {
            scene.Fact(scene.Facts.Oracles, new OracleAnswer
            {
                Call = call,
                Log = -1,
                IsRead = true,
                Feed = scene["feed"],
                Account = scene[reader],
                Asset = scene[""],
                Answer = answer,
            });
        }

        scene.Transfer("dai", "market", "attack", 5, call: borrow);
        LoanKind kind = isBorrowed ? LoanKind.Borrow : LoanKind.Repay;
        return scene.Loan(kind, "market", "attack", "dai", 5, call: borrow);
    }

    [Fact]
    public void Fires_when_one_question_gets_two_answers_around_a_loan()
    {
        Signal signal = Assert.Single(History.Last(_detector, AnsweredTwice(100, 120)));

        Assert.Equal(Severity.High, signal.Severity);
        Assert.Contains("by 20 %", signal.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Stays_silent_on_a_small_change() => Assert.Empty(History.Last(_detector, AnsweredTwice(100, 104)));

    [Fact]
    public void Stays_silent_when_only_the_sender_reads_the_second_answer() =>
        Assert.Empty(History.Last(_detector, AnsweredTwice(100, 120, secondReader: "attack")));

    [Fact]
    public void Stays_silent_when_no_loan_is_taken() =>
        Assert.Empty(History.Last(_detector, AnsweredTwice(100, 120, isBorrowed: false)));

    [Fact]
    public void Stays_silent_when_the_two_answers_are_to_different_questions() =>
        Assert.Empty(History.Last(_detector, AnsweredTwice(100, 120, secondQuestion: "50d25bcd01")));

    [Fact]
    public void Reports_a_stale_answer_used_for_a_loan_as_low()
    {
        Scene scene = Answered(1, 100, isRead: true, updatedAt: 100);
        scene.Loan(LoanKind.Borrow, "market", "publisher", "dai", 5);

        Assert.Equal(Severity.Low, Assert.Single(History.Last(_detector, scene)).Severity);
    }

    [Fact]
    public void Stays_silent_on_a_stale_answer_that_nobody_lends_on() =>
        Assert.Empty(History.Last(_detector, Answered(1, 100, isRead: true, updatedAt: 100)));

    [Fact]
    public void Reports_an_answer_far_from_the_feeds_own_past()
    {
        Signal signal = Assert.Single(History.Last(_detector, [.. Usual(), Answered(40, 55)]));

        Assert.Equal(Severity.Low, signal.Severity);
        Assert.Contains("55 % of the median", signal.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Stays_silent_on_an_answer_near_the_feeds_own_past() =>
        Assert.Empty(History.Last(_detector, [.. Usual(), Answered(40, 110)]));

    [Fact]
    public void Neither_names_nor_decimals_nor_strangers_change_the_verdict() =>
        Prop.ForAll<PositiveInt, PositiveInt, byte>((salt, unit, strangers) =>
        {
            Scene scene = new(salt.Get);
            for (int i = 0; i < strangers % 4; i++) scene.Noise(i);
            return History.Last(_detector, Borrowing(scene)).Count == 1
                && History.Last(_detector,
                    [.. Usual((ulong)unit.Get, salt.Get), Answered(40, 55 * (ulong)unit.Get, salt.Get)]).Count == 1;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_saved_state_goes_on_as_if_it_had_never_been_saved()
    {
        SeriesBook state = History.Advance(_detector, _detector.Initial, Usual());
        string[] ids = History.Ids(_detector, History.Restored(_detector, state), Answered(40, 55));

        Assert.Single(ids);
        Assert.Equal(History.Ids(_detector, state, Answered(40, 55)), ids);
    }

    // A block in which a stranger trades the asset at a price in wei, and a market asks the oracle for it.
    private static Scene Priced(
        ulong block, ulong answer, ulong price, bool trades = true, bool borrows = false, int salt = 1)
    {
        Scene scene = new Scene(salt).At(block);
        if (trades) scene.Sent("trader", "pair").Swap("pair", "trader", "asset", 1_000, "ether", 1_000 * price);
        scene.Sent("user", "market");
        if (borrows) scene.Loan(LoanKind.Borrow, "market", "user", "dai", 40);
        return scene.Fact(scene.Facts.Oracles, new OracleAnswer
        {
            Tx = scene.Tx,
            Call = -1,
            Log = -1,
            IsRead = true,
            Feed = scene["oracle"],
            Account = scene["market"],
            Asset = scene["asset"],
            Answer = answer,
        });
    }

    // Answer and trades move together by half and back: neither strays from the other.
    private static IEnumerable<Scene> Together(ulong unit = 1, int salt = 1) => Enumerable.Range(1, 12)
        .Select(i => Priced((ulong)i, (ulong)(100 + (i % 3 * 20)) * unit, (ulong)(500 + (i % 3 * 100)), salt: salt));

    [Fact]
    public void Reports_an_answer_that_leaves_what_trades_imply_though_it_is_near_its_own_past()
    {
        Signal signal = Assert.Single(History.Last(_detector, [.. Together(), Priced(13, 120, 300)]));

        Assert.Equal(Severity.Low, signal.Severity);
        Assert.Contains("the price that trades imply", signal.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_medium_where_somebody_borrows_on_it() => Assert.Equal(Severity.Medium,
        Assert.Single(History.Last(_detector, [.. Together(), Priced(13, 120, 300, borrows: true)])).Severity);

    [Fact]
    public void Stays_silent_where_answer_and_trades_move_together() =>
        Assert.Empty(History.Last(_detector, [.. Together(), Priced(13, 125, 625)]));

    [Theory]
    [InlineData(40UL, true)]
    [InlineData(90UL, false)] // by then nobody knows what it trades at
    public void Goes_by_the_latest_trades_for_as_many_blocks_as_the_option_says(ulong block, bool fires)
    {
        Scene moved = new Scene().At(14).Sent("trader", "pair")
            .Swap("pair", "trader", "asset", 1_000, "ether", 300_000);

        Assert.Equal(fires, History.Last(
            _detector, [.. Together(), moved, Priced(block, 120, 0, trades: false)]).Count == 1);
    }

    [Fact]
    public void Trades_of_the_reader_itself_imply_nothing()
    {
        Scene own = new Scene().At(13).Sent("user", "market").Swap("pair", "user", "asset", 1_000, "ether", 100_000);
        own.Fact(own.Facts.Oracles, new OracleAnswer
        {
            Tx = 0,
            Call = -1,
            Log = -1,
            IsRead = true,
            Feed = own["oracle"],
            Account = own["market"],
            Asset = own["asset"],
            Answer = 120,
        });

        Assert.Empty(History.Last(_detector, [.. Together(), own]));
    }

    [Fact]
    public void Neither_names_nor_the_oracles_decimals_change_what_is_implied() =>
        Prop.ForAll<PositiveInt, PositiveInt>((salt, unit) => History.Last(_detector,
            [.. Together((ulong)unit.Get, salt.Get), Priced(13, 120 * (ulong)unit.Get, 300, salt: salt.Get)])
                .Count == 1)
            .QuickCheckThrowOnFailure();
}
