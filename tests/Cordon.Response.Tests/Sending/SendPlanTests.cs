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
    public void At_the_highest_fee_allowed_it_says_so_and_goes_on_broadcasting()
    {
        SendRecord record = Record(5);
        SenderOptions poor = Options with { FeePerGasMax = record.Latest.FeeMax };

        SendStep step = SendPlan.Next(record, Sight(5), poor, Now + TimeSpan.FromMinutes(1), true, 6);

        Assert.Equal(StepKind.Rebroadcast, step.Kind);
        Assert.Contains("highest fee allowed", step.Record.Obstacle, StringComparison.Ordinal);
    }

    private static SendStep Next(SendRecord record, ChainSight sight) =>
        SendPlan.Next(record, sight, Options, Now, isLowest: true, freeNonce: 99);

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
            next, head, new FeeQuote(100, 10), receipts, known is null ? [] : [known.Latest.Hash]);
    }
}
