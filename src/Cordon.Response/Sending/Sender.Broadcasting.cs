using Cordon.Domain.Sending;
using Cordon.Ethereum;

namespace Cordon.Response.Sending;

/// <summary>The bytes on their way, and what is sent instead of bytes that a node refused.</summary>
public sealed partial class Sender
{
    private const int RepricingsMax = 8;

    private async Task<SendRecord> BroadcastAsync(SendRecord record, CancellationToken cancellation)
    {
        for (int repricings = 0; ; repricings++)
        {
            BroadcastAnswer answer = await _broadcaster.SendAsync(record.Latest.Raw, cancellation);
            await _gate.WaitAsync(cancellation);
            try
            {
                SendRecord? current = _open.GetValueOrDefault(record.Request.Key);
                if (current?.Latest.Hash != record.Latest.Hash) return current ?? record; // a look was faster
                SendRecord? other = repricings < RepricingsMax
                    ? await OtherAsync(current, answer.Outcome, cancellation)
                    : null;
                if (other is null) return Note(current, answer);
                record = other;
            }
            finally
            {
                _gate.Release();
            }
        }
    }

    // What is broadcast instead of what a node refused, null where nothing else would help.
    private async Task<SendRecord?> OtherAsync(
        SendRecord record, BroadcastOutcome outcome, CancellationToken cancellation)
    {
        // A broadcast that was under way when something more urgent took its nonce does not bid against that.
        if (NonceLine.IsDisplaced(record, _open.Values)) return null;
        if (outcome == BroadcastOutcome.Underpriced) return await RepriceAsync(record, cancellation);
        return outcome == BroadcastOutcome.NonceTooLow ? await MoveOnAsync(record, cancellation) : null;
    }

    // What was to make way was mined first: known at once, so that nothing urgent waits for two looks at the chain.
    private async Task<SendRecord?> MoveOnAsync(SendRecord record, CancellationToken cancellation)
    {
        if (!_open.Values.Any(other => other != record && other.Request.Yields && other.Nonce == record.Nonce))
            return null;
        SendRequest request = record.Request;
        SendRecord? displaced = NonceLine.GivesWay(request, _open.Values, _sight.NextNonce, after: record.Nonce);
        ulong nonce = displaced?.Nonce ?? NonceLine.Free(_open.Values, _sight.NextNonce);
        return await ResignAsync(
            new SendStep(StepKind.Sign, record, nonce, FeesFor(request, displaced)), cancellation);
    }

    private Task<SendRecord?> RepriceAsync(SendRecord record, CancellationToken cancellation)
    {
        UInt256 feeMax = _options.For(record.Request).FeePerGasMax;
        Fees? fees = new Fees(record.Latest.FeeMax, record.Latest.Tip).Bumped(_sight.Quote, feeMax);
        return fees is null
            ? Task.FromResult<SendRecord?>(null)
            : ResignAsync(
                new SendStep(
                    record.Latest.IsCancel ? StepKind.Cancel : StepKind.Sign, record, record.Nonce, fees.Value),
                cancellation);
    }

    private SendRecord Note(SendRecord record, BroadcastAnswer answer)
    {
        string? obstacle = answer.Outcome switch
        {
            BroadcastOutcome.Accepted => null,
            BroadcastOutcome.NonceTooLow => $"nonce {record.Nonce} is taken; the next looks settle it or take another",
            BroadcastOutcome.TooPoor => $"{_signer.Address} cannot pay: {answer.Text}",
            _ => answer.Text,
        };
        if (obstacle == record.Obstacle) return record;
        SendRecord noted = record with { Obstacle = obstacle };
        Keep(noted);
        return noted;
    }
}
