using System.Collections.Immutable;
using Cordon.Domain.Sending;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Response.Sending;

namespace Cordon.Response.Tests.Sending;

/// <summary>The decisions that a real node shows only by chance.</summary>
public sealed class SendPlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly SenderOptions Options = new() { ConfirmationsMin = 3 };

    [Fact]
    public void Waits_while_the_node_holds_the_attempt_and_broadcasts_again_when_it_has_lost_it()
    {
        SendRecord record = Record(5);

        Assert.Equal(StepKind.Wait, Next(record, Sight(5, known: record)).Kind);
        Assert.Equal(StepKind.Rebroadcast, Next(record, Sight(5)).Kind);
    }

    [Fact]
    public void An_old_attempt_may_be_the_one_that_is_mined()
    {
        SendRecord record = Record(5) with { Attempts = [Attempt(5, 1), Attempt(5, 2)] };

        SendStep step = Next(record, Sight(6, head: 100, mined: (record.Attempts[0], 98)));

        Assert.Equal((StepKind.Keep, SendState.Mined), (step.Kind, step.Record.State));
        Assert.Equal(record.Attempts[0].Hash, step.Record.Inclusion!.Transaction);
        Assert.Equal(new UInt256(21_000 * 9), step.Record.Inclusion.Cost);
    }

    [Theory]
    [InlineData(100, SendState.Mined)]
    [InlineData(101, SendState.Final)]
    public void Is_final_when_enough_blocks_lie_on_it(int head, SendState expected)
    {
        SendRecord record = Record(5);

        Assert.Equal(
            expected, Next(record, Sight(6, head: (ulong)head, mined: (record.Latest, 98))).Record.State);
    }

    [Fact]
    public void A_mined_cancel_abandons_the_request_and_a_mined_request_ignores_its_cancel()
    {
        SendRecord record = Record(5) with { Attempts = [Attempt(5, 1), Attempt(5, 2) with { IsCancel = true }] };

        SendStep cancelled = Next(record, Sight(6, head: 200, mined: (record.Attempts[1], 98)));
        SendStep won = Next(record, Sight(6, head: 200, mined: (record.Attempts[0], 98)));

        Assert.Equal(SendState.Abandoned, cancelled.Record.State);
        Assert.Equal(SendState.Final, won.Record.State);
    }

    [Fact]
    public void A_receipt_that_vanishes_makes_it_pending_again()
    {
        SendRecord mined = Next(Record(5), Sight(6, head: 99, mined: (Attempt(5, 1), 98))).Record;

        SendStep step = Next(mined, Sight(5));

        Assert.Equal((StepKind.Rebroadcast, SendState.Pending), (step.Kind, step.Record.State));
        Assert.Null(step.Record.Inclusion);
    }

    [Fact]
    public void What_fell_is_taken_back_at_its_nonce_and_ends_withdrawn()
    {
        SendStep cancel = Next(Record(5), Sight(5, known: Record(5)), Standing.Fell("retracted"));
        SendRecord taken = cancel.Record with { Attempts = [Attempt(5, 1), Attempt(5, 2) with { IsCancel = true }] };
        SendStep waits = Next(taken, Sight(5, known: taken), Standing.Fell("retracted"));
        SendStep over = Next(taken, Sight(6, head: 200, mined: (taken.Latest, 98)), Standing.Fell("retracted"));
        SendStep late = Next(Record(5), Sight(9), Standing.Fell("retracted")); // somebody else has used the nonce

        Assert.Equal((StepKind.Cancel, 5UL, "retracted"), (cancel.Kind, cancel.Nonce, cancel.Record.Withdrawal));
        Assert.Equal(StepKind.Wait, waits.Kind);
        Assert.Equal((StepKind.Keep, SendState.Withdrawn), (over.Kind, over.Record.State));
        Assert.Equal((StepKind.Keep, SendState.Withdrawn), (late.Kind, late.Record.State));
        Assert.False(over.Record.IsOpen);
    }

    [Fact]
    public void What_was_mined_all_the_same_is_final_and_not_withdrawn()
    {
        SendRecord record = Record(5) with
        {
            Attempts = [Attempt(5, 1), Attempt(5, 2) with { IsCancel = true }],
            Withdrawal = "retracted",
        };

        SendStep won = Next(record, Sight(6, head: 200, mined: (record.Attempts[0], 98)), Standing.Fell("retracted"));

        Assert.Equal(SendState.Final, won.Record.State);
    }

    [Fact]
    public void What_stands_again_takes_the_place_of_its_cancel_or_a_free_nonce_after_it()
    {
        SendRecord taken = Record(5) with
        {
            Attempts = [Attempt(5, 1), Attempt(5, 2) with { IsCancel = true }],
            Withdrawal = "retracted",
        };
        SendRecord mined = Next(
            taken, Sight(6, head: 99, mined: (taken.Latest, 98)), Standing.Fell("retracted")).Record;

        SendStep instead = Next(taken, Sight(5, known: taken), Standing.Holds);
        SendStep after = Next(mined, Sight(6, head: 99, mined: (taken.Latest, 98)), Standing.Holds);
        SendRecord again = after.Record with { Attempts = after.Record.Attempts.Add(Attempt(99, 3)) };
        SendStep sent = Next(again, Sight(99, known: again, mined: (taken.Latest, 98)), Standing.Holds);

        Assert.Equal((StepKind.Sign, 5UL, null), (instead.Kind, instead.Nonce, instead.Record.Withdrawal));
        Assert.Equal((StepKind.Sign, 99UL, null), (after.Kind, after.Nonce, after.Record.Withdrawal));
        Assert.Equal(StepKind.Wait, sent.Kind); // the old cancel's receipt settles nothing any more
    }

    [Fact]
    public void What_a_reorganisation_took_away_waits_until_it_is_known_whether_it_stands()
    {
        SendRecord mined = Next(Record(5), Sight(6, head: 99, mined: (Attempt(5, 1), 98))).Record;

        Assert.Equal(new SendStep(StepKind.Wait, mined), Next(mined, Sight(5), Standing.Unclear));
        Assert.Equal(StepKind.Rebroadcast, Next(mined, Sight(5), Standing.Holds).Kind);
        Assert.Equal(StepKind.Cancel, Next(mined, Sight(5), Standing.Fell("retracted")).Kind);
        Assert.Equal(StepKind.Rebroadcast, Next(Record(5), Sight(5), Standing.Unclear).Kind); // never was in a block
    }

    [Fact]
    public void What_the_node_took_back_into_its_pool_is_noted_and_not_broadcast()
    {
        SendRecord mined = Next(Record(5), Sight(6, head: 99, mined: (Attempt(5, 1), 98))).Record;

        SendStep step = Next(mined, Sight(5, known: mined));

        Assert.Equal((StepKind.Keep, SendState.Pending), (step.Kind, step.Record.State));
    }

    [Fact]
    public void What_expired_in_a_block_that_is_gone_is_given_up_and_not_sent_again()
    {
        SendRecord mined = Next(Record(5), Sight(6, head: 99, mined: (Attempt(5, 1), 98))).Record;

        SendStep step = SendPlan.Next(
            mined, Sight(5), Options, Now + TimeSpan.FromHours(2), isLowest: true, freeNonce: 6, Standing.Holds);

        Assert.Equal((StepKind.Cancel, 5UL), (step.Kind, step.Nonce));
    }

    [Fact]
    public void Takes_a_free_nonce_when_somebody_else_has_used_its_own()
    {
        SendStep step = SendPlan.Next(Record(5), Sight(9), Options, Now, isLowest: true, freeNonce: 11);

        Assert.Equal((StepKind.Sign, 11UL), (step.Kind, step.Nonce));
    }

    [Fact]
    public void The_lowest_one_moves_down_to_the_chains_nonce_and_the_others_wait_for_it()
    {
        SendStep lowest = SendPlan.Next(Record(634), Sight(1), Options, Now, isLowest: true, freeNonce: 640);
        SendStep other = SendPlan.Next(Record(635), Sight(1), Options, Now, isLowest: false, freeNonce: 640);

        Assert.Equal((StepKind.Sign, 1UL), (lowest.Kind, lowest.Nonce));
        Assert.Equal(StepKind.Rebroadcast, other.Kind);
    }

    [Fact]
    public void Only_the_head_of_the_line_is_stuck()
    {
        DateTimeOffset late = Now + TimeSpan.FromMinutes(1);
        SendRecord record = Record(5);

        Assert.Equal(StepKind.Sign, SendPlan.Next(record, Sight(5, known: record), Options, late, true, 6).Kind);
        Assert.Equal(StepKind.Wait, SendPlan.Next(record, Sight(4, known: record), Options, late, false, 6).Kind);
    }

    [Fact]
    public void What_has_expired_is_cancelled_at_its_nonce_and_never_signed_anew()
    {
        DateTimeOffset late = Now + TimeSpan.FromHours(2);
        SendRecord record = Record(5);

        SendStep cancel = SendPlan.Next(record, Sight(5, known: record), Options, late, true, 6);
        SendStep taken = SendPlan.Next(record, Sight(9), Options, late, true, 9);

        Assert.Equal((StepKind.Cancel, 5UL), (cancel.Kind, cancel.Nonce));
        Assert.Equal((StepKind.Keep, SendState.Abandoned), (taken.Kind, taken.Record.State));
        Assert.Equal(UInt256.Zero, taken.Record.Committed);
    }

    [Fact]
    public void What_was_displaced_takes_a_free_nonce_and_where_it_is_over_waits_for_its_nonce_to_be_used()
    {
        SendRecord record = Record(5);
        SendStep moves = SendPlan.Next(
            record, Sight(5), Options, Now, isLowest: true, freeNonce: 8, Standing.Holds, isDisplaced: true);
        SendStep over = SendPlan.Next(
            record, Sight(5), Options, Now + TimeSpan.FromHours(2), true, 8, Standing.Holds, isDisplaced: true);
        SendStep used = SendPlan.Next(
            record, Sight(6), Options, Now + TimeSpan.FromHours(2), true, 8, Standing.Holds);

        Assert.Equal((StepKind.Sign, 8UL), (moves.Kind, moves.Nonce));
        Assert.Equal(new SendStep(StepKind.Wait, record), over);
        Assert.Equal((StepKind.Keep, SendState.Abandoned), (used.Kind, used.Record.State));
    }

    [Fact]
    public void At_the_highest_fee_allowed_it_says_so_and_goes_on_broadcasting()
    {
        SendRecord record = Record(5);
        SenderOptions poor = Options with { FeePerGasMax = record.Latest.FeeMax };

        SendStep step = SendPlan.Next(record, Sight(5), poor, Now + TimeSpan.FromMinutes(1), true, 6);

        Assert.Equal(StepKind.Rebroadcast, step.Kind);
        Assert.Contains("highest fee allowed", step.Record.Obstacle, StringComparison.Ordinal);
    }

    private static SendStep Next(SendRecord record, ChainSight sight, Standing standing = default) =>
        SendPlan.Next(record, sight, Options, Now, isLowest: true, freeNonce: 99, standing);

    private static SendRecord Record(ulong nonce) => new()
    {
        Request = new SendRequest
        {
            Key = "pause",
            Chain = 1,
            To = default,
            GasLimit = 50_000,
            ExpiresAt = Now + TimeSpan.FromHours(1),
        },
        From = default,
        CreatedAt = Now,
        Attempts = [Attempt(nonce, 1)],
    };

    private static SendAttempt Attempt(ulong nonce, byte seed) => new(
        Keccak256.Hash([(byte)nonce, seed]), nonce, default, 1_000_000_000, 100, 50_000, Now, IsCancel: false);

    private static ChainSight Sight(
        ulong next, ulong head = 10, SendRecord? known = null, (SendAttempt Attempt, ulong Block)? mined = null)
    {
        ImmutableDictionary<Hash256, TransactionReceipt> receipts = mined is var (attempt, block)
            ? ImmutableDictionary<Hash256, TransactionReceipt>.Empty.Add(
                attempt.Hash, new TransactionReceipt(attempt.Hash, default, block, true, 21_000, 9, null))
            : ImmutableDictionary<Hash256, TransactionReceipt>.Empty;
        return new ChainSight(
            next, head, Keccak256.HashUtf8($"block {head}"), new FeeQuote(100, 10), receipts,
            known is null ? [] : [known.Latest.Hash]);
    }
}
