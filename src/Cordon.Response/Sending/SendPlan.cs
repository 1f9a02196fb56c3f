using Cordon.Domain.Sending;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Response.Sending;

/// <summary>Decides, from what the chain shows, how a record goes on. Pure.</summary>
/// <remarks>
/// A nonce below the chain's is settled by the receipt of one of its attempts; without one somebody else used the
/// nonce, and the request takes a new one. The lowest open nonce must be the chain's next, or nothing is ever mined:
/// where it is higher, the request moves down. Its old attempt stays valid at the higher nonce until that nonce is
/// used, so what is sent must bear to be executed twice; our contracts refuse the second.
/// What has expired, or was sent for something that stands no longer, is taken back by an empty payment with its nonce:
/// its signed bytes are known, and while the nonce is free anybody may broadcast them.
/// </remarks>
internal static class SendPlan
{
    /// <summary>The next step for a record.</summary>
    /// <param name="isLowest">Whether no open record of the account has a lower nonce.</param>
    /// <param name="freeNonce">A nonce that neither the chain nor an open record uses.</param>
    /// <param name="standing">Whether what it was sent for still stands.</param>
    /// <param name="isDisplaced">Whether something more urgent was sent with its nonce.</param>
    public static SendStep Next(
        SendRecord record, ChainSight sight, SenderOptions options, DateTimeOffset now, bool isLowest, ulong freeNonce,
        Standing standing = default, bool isDisplaced = false)
    {
        SendRecord before = record;
        bool isExpired = now >= record.Request.ExpiresAt;
        if (Receipt(record, sight) is { } receipt)
        {
            bool isWantedAgain = record.Withdrawal is not null && standing == Standing.Holds && !isExpired;
            return isWantedAgain && IsCancel(record, receipt)
                ? First(Reopened(record) with { Withdrawal = null }, sight, options, freeNonce)
                : Settle(record, receipt, sight, options);
        }

        // A reorganisation took it away; whether what it was for went too, the newest block will say.
        if (record.State == SendState.Mined && standing.IsUnclear) return new SendStep(StepKind.Wait, record);
        record = Reopened(record);
        if (!standing.IsUnclear) record = record with { Withdrawal = standing.Fallen };
        bool isOver = isExpired || record.Withdrawal is not null;
        if (isDisplaced)
        {
            // Bidding for the nonce again would put it before what took it.
            return isOver ? new SendStep(StepKind.Wait, before) : First(record, sight, options, freeNonce);
        }

        if (record.Nonce < sight.NextNonce)
        {
            // Taken by a transaction that is not ours: the key is used elsewhere, or our journal is an old copy.
            return isOver ? Close(record) : First(record, sight, options, freeNonce);
        }

        if (isLowest && record.Nonce > sight.NextNonce)
        {
            return isOver ? Close(record) : First(record, sight, options, sight.NextNonce);
        }

        StepKind wanted = isOver ? StepKind.Cancel : StepKind.Sign;
        bool isStuck = isLowest && now - record.Latest.At >= options.StuckAfter;
        if (isStuck || record.Latest.IsCancel != isOver) return Bump(record, sight, options, wanted);
        if (!sight.Known.Contains(record.Latest.Hash)) return new SendStep(StepKind.Rebroadcast, record);
        return new SendStep(record == before ? StepKind.Wait : StepKind.Keep, record);
    }

    private static SendRecord Reopened(SendRecord record) => record.State == SendState.Mined
        ? record with { State = SendState.Pending, Inclusion = null }
        : record;

    private static bool IsCancel(SendRecord record, TransactionReceipt receipt) =>
        record.Attempts.First(attempt => attempt.Hash == receipt.TransactionHash).IsCancel;

    private static TransactionReceipt? Receipt(SendRecord record, ChainSight sight)
    {
        foreach (SendAttempt attempt in record.Attempts)
        {
            // An older nonce's cancel is done with: the request was asked for again after it.
            if (attempt.IsCancel && attempt.Nonce != record.Nonce) continue;
            if (sight.Receipts.TryGetValue(attempt.Hash, out TransactionReceipt? receipt)) return receipt;
        }

        return null;
    }

    private static SendStep Settle(
        SendRecord record, TransactionReceipt receipt, ChainSight sight, SenderOptions options)
    {
        SendAttempt attempt = record.Attempts.First(a => a.Hash == receipt.TransactionHash);
        bool succeeded = receipt.Succeeded ?? true;
        UInt256 cost = (receipt.EffectiveGasPrice ?? attempt.FeeMax) * receipt.GasUsed;
        if (succeeded && !attempt.IsCancel) cost += record.Request.Value;
        bool isFinal = sight.Head >= receipt.BlockNumber + (ulong)options.ConfirmationsMin;
        SendState settled = attempt.IsCancel ? Given(record) : SendState.Final;
        SendRecord next = record with
        {
            State = isFinal ? settled : SendState.Mined,
            Inclusion = new SendInclusion(
                receipt.TransactionHash, receipt.BlockNumber, receipt.BlockHash, succeeded, cost),
            Obstacle = null,
        };
        return new SendStep(next == record ? StepKind.Wait : StepKind.Keep, next);
    }

    private static SendState Given(SendRecord record) =>
        record.Withdrawal is null ? SendState.Abandoned : SendState.Withdrawn;

    private static SendStep Close(SendRecord record) => new(StepKind.Keep, record with
    {
        State = Given(record),
        Obstacle = record.Withdrawal is null ? "expired before it was mined" : null,
    });

    private static SendStep First(SendRecord record, ChainSight sight, SenderOptions options, ulong nonce)
    {
        Fees fees = Fees.First(sight.Quote, record.Request, options.FeePerGasMax);
        return new SendStep(StepKind.Sign, record, nonce, fees);
    }

    private static SendStep Bump(SendRecord record, ChainSight sight, SenderOptions options, StepKind kind)
    {
        Fees old = new(record.Latest.FeeMax, record.Latest.Tip);
        if (old.Bumped(sight.Quote, options.FeePerGasMax) is { } fees)
            return new SendStep(kind, record, record.Nonce, fees);
        SendRecord held = record with { Obstacle = $"stuck at the highest fee allowed, {options.FeePerGasMax} wei" };
        bool isKnown = sight.Known.Contains(record.Latest.Hash);
        return new SendStep(isKnown ? StepKind.Keep : StepKind.Rebroadcast, held);
    }
}
