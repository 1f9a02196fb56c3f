using System.Text.Json.Nodes;
using Cordon.Detection.Flows;
using Cordon.Detection.Reporting;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Signals;

namespace Cordon.Detection.OracleDeviation;

/// <summary>Puts the ways in which an oracle can be wrong into words and evidence.</summary>
internal static class OracleDeviationReport
{
    private const double MovedConfidence = 0.85;
    private const double ShiftConfidence = 0.75;
    private const double DeviationConfidence = 0.5;
    private const double StaleConfidence = 0.8;
    private const double ImpliedConfidence = 0.6;

    public static void AddMoved(
        BlockFacts block, SignalBuffer signals, string detector, LossOptions options, MovedInput moved)
    {
        Loan loan = block.Loans[moved.Loan];
        double lossEth = ShownLoss.InEther(block, loan.Tx, loan.Market);
        AccountId[] subjects = [loan.Market, moved.Reader, moved.Pool, loan.Account];
        signals.Add(block, loan.Tx, new SignalDraft
        {
            Detector = detector,
            Severity = ShownLoss.SeverityOf(lossEth, options),
            Confidence = MovedConfidence,
            Subjects = subjects,
            Summary = $"{Named(block, loan.Account)} took {AmountText.Of(block, loan.Asset, loan.Amount)} from "
                + $"{Named(block, loan.Market)} at a price that {Named(block, moved.Reader)} read from pool "
                + $"{Named(block, moved.Pool)} after the same transaction had moved it"
                + $"{ShownLoss.Words(block, lossEth)} ({MovedConfidence:P0} sure).",
            Evidence = new JsonObject
            {
                ["market"] = EvidenceJson.Account(block, loan.Market),
                ["pool"] = EvidenceJson.Account(block, moved.Pool),
                ["reader"] = EvidenceJson.Account(block, moved.Reader),
                ["lossEth"] = lossEth > 0 ? Math.Round(lossEth, 4) : null,
                ["readAt"] = EvidenceJson.TraceAddress(block, moved.Read),
                ["loanAt"] = EvidenceJson.TraceAddress(block, loan.Call),
                ["asset"] = EvidenceJson.Account(block, loan.Asset),
                ["amount"] = loan.Amount.ToString(),
            },
            Key = "moved",
        });
    }

    public static void AddShift(BlockFacts block, SignalBuffer signals, string detector, int row, double shift) =>
        Add(block, signals, detector, row, Severity.High, ShiftConfidence, "shift",
            $"changed its answer by {shift:P0} within a transaction that also took a loan");

    public static void AddDeviation(
        BlockFacts block, SignalBuffer signals, string detector, int row, double ratio, int history) =>
        Add(block, signals, detector, row, Severity.Low, DeviationConfidence, "deviation",
            $"answered {ratio:P0} of the median of its {history} earlier answers");

    public static void AddImplied(BlockFacts block, SignalBuffer signals, string detector, int row, double ratio,
        int history, bool isUsed) =>
        Add(block, signals, detector, row, isUsed ? Severity.Medium : Severity.Low, ImpliedConfidence, "implied",
            $"answered {ratio:P0} of what it used to, over {history} answers, against the price that trades imply"
            + (isUsed ? ", in a transaction that took a loan" : ""));

    public static void AddStale(BlockFacts block, SignalBuffer signals, string detector, int row)
    {
        ulong age = block.Data.Timestamp - block.Oracles[row].UpdatedAt;
        Add(block, signals, detector, row, Severity.Low, StaleConfidence, "stale",
            $"was used for a loan with an answer {age / 3600.0:0.#} hours old");
    }

    private static void Add(BlockFacts block, SignalBuffer signals, string detector, int row,
        Severity severity, double confidence, string key, string what)
    {
        OracleAnswer answer = block.Oracles[row];
        AccountId[] subjects = [answer.Feed, answer.Asset, answer.Account];
        string priced = answer.Asset.IsNone ? "" : $" for {Named(block, answer.Asset)}";
        signals.Add(block, answer.Tx, new SignalDraft
        {
            Detector = detector,
            Severity = severity,
            Confidence = confidence,
            Subjects = subjects,
            Summary = $"Oracle {Named(block, answer.Feed)}{priced} {what} ({confidence:P0} sure).",
            Evidence = new JsonObject
            {
                ["feed"] = EvidenceJson.Account(block, answer.Feed),
                ["asset"] = EvidenceJson.Account(block, answer.Asset),
                ["answer"] = answer.Answer.ToString(),
                ["updatedAt"] = answer.UpdatedAt == 0 ? null : answer.UpdatedAt,
                ["traceAddress"] = EvidenceJson.TraceAddress(block, answer.Call),
            },
            Key = $"{key}:{EvidenceJson.Account(block, answer.Feed)}:{EvidenceJson.Account(block, answer.Asset)}",
        });
    }

    private static string Named(BlockFacts block, AccountId account) =>
        EvidenceJson.Account(block, account) ?? "an unknown account";
}
