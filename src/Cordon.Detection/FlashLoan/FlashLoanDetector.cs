using System.Text.Json.Nodes;
using Cordon.Detection.Reporting;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Signals;
using Loan = Cordon.Domain.Facts.FlashLoan;

namespace Cordon.Detection.FlashLoan;

/// <summary>Reports what a transaction borrowed and paid back within itself: context, severity info.</summary>
public sealed class FlashLoanDetector : IDetector
{
    private const double KnownConfidence = 0.98;
    private const double GenericConfidence = 0.8;

    public FlashLoanDetector() { }

    public FlashLoanDetector(FlashLoanOptions options) => OptionsCheck.Valid(options);

    public string Name => "flash-loan";

    public void Inspect(BlockFacts block, SignalBuffer signals)
    {
        if (block.FlashLoans.Count == 0) return;

        for (int tx = 0; tx < block.Data.Transactions.Count; tx++)
        {
            if (block.FlashLoans.RangeOf(tx).Count > 0) Report(block, tx, signals);
        }
    }

    private void Report(BlockFacts block, int tx, SignalBuffer signals)
    {
        Loan[] loans = block.FlashLoans.OfTransaction(tx).ToArray();
        Loan first = loans[0];
        double confidence = Array.Exists(loans, loan => loan.Venue != FlashLoanVenue.Generic)
            ? KnownConfidence : GenericConfidence;
        AccountId[] subjects = [first.Borrower, .. loans.Select(loan => loan.Lender)];
        string more = loans.Length == 1 ? "" : $" and took {loans.Length - 1} more such loans";
        signals.Add(block, tx, new SignalDraft
        {
            Detector = Name,
            Severity = Severity.Info,
            Confidence = confidence,
            Subjects = subjects,
            Summary = $"{Named(block, first.Borrower)} borrowed {AmountText.Of(block, first.Asset, first.Amount)} from "
                + $"{Named(block, first.Lender)} and paid it back within the transaction{more} "
                + $"({confidence:P0} sure).",
            Evidence = new JsonObject
            {
                ["loans"] = new JsonArray([.. loans.Select(loan => Evidence(block, loan))]),
            },
            Key = "",
        });
    }

    private static string Named(BlockFacts block, AccountId account) =>
        EvidenceJson.Account(block, account) ?? "an unknown account";

    private static JsonObject Evidence(BlockFacts block, Loan loan) => new()
    {
        ["venue"] = loan.Venue.ToString(),
        ["lender"] = EvidenceJson.Account(block, loan.Lender),
        ["borrower"] = EvidenceJson.Account(block, loan.Borrower),
        ["asset"] = EvidenceJson.Account(block, loan.Asset),
        ["amount"] = loan.Amount.ToString(),
        ["fee"] = loan.Fee.ToString(),
        ["traceAddress"] = EvidenceJson.TraceAddress(block, loan.Call),
    };
}
