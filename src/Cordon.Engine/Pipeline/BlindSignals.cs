using System.Text.Json.Nodes;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Signals;

namespace Cordon.Engine.Pipeline;

/// <summary>Says as signals what the engine could not see: silence must never look like safety.</summary>
internal static class BlindSignals
{
    public const string Detector = "blind";

    /// <summary>Something is missing from this block.</summary>
    public static void Add(BlockFacts facts, BlindReport report, Severity severity, SignalBuffer signals) =>
        signals.Add(facts, -1, new SignalDraft
        {
            Detector = Detector,
            Severity = severity,
            Confidence = 1,
            Subjects = [],
            Key = report.Missing,
            Summary = $"Block {facts.Data.Number} came without {report.Missing}: {report.Cause}; "
                + $"not seen without them: {string.Join(", ", report.Unseen)}.",
            Evidence = new JsonObject
            {
                ["missing"] = report.Missing,
                ["cause"] = report.Cause,
                ["unseen"] = new JsonArray([.. report.Unseen.Select(name => (JsonNode)JsonValue.Create(name))]),
            },
        });

    /// <summary>Traces and receipts of some transactions do not fit together; the evidence lists these.</summary>
    public static void AddDisagreement(BlockFacts facts, SignalBuffer signals)
    {
        BlindReport report = RecordingGaps.LogsDisagree;
        TransactionTable transactions = facts.Data.Transactions;
        JsonArray hashes = [];
        for (int tx = 0; tx < transactions.Count; tx++)
        {
            if (transactions.LogsDisagree[tx]) hashes.Add((JsonNode)transactions.Hash[tx].ToString());
        }

        signals.Add(facts, -1, new SignalDraft
        {
            Detector = Detector,
            Severity = Severity.Medium,
            Confidence = 1,
            Subjects = [],
            Key = report.Missing,
            Summary = $"Block {facts.Data.Number}: traces and receipts of {hashes.Count} transactions hold different "
                + "numbers of logs; the receipts' logs were used, and what these traces show is not to be trusted.",
            Evidence = new JsonObject
            {
                ["missing"] = report.Missing,
                ["cause"] = report.Cause,
                ["unseen"] = new JsonArray([.. report.Unseen.Select(name => (JsonNode)JsonValue.Create(name))]),
                ["transactions"] = hashes,
            },
        });
    }

    /// <summary>A detector failed on this block; the others go on.</summary>
    public static void Add(BlockFacts facts, string detector, Exception failure, SignalBuffer signals) =>
        signals.Add(facts, -1, new SignalDraft
        {
            Detector = Detector,
            Severity = Severity.Medium,
            Confidence = 1,
            Subjects = [],
            Key = "detector " + detector,
            Summary = $"Detector {detector} failed on block {facts.Data.Number} "
                + $"and may have missed what is in it: {failure.Message}",
            Evidence = new JsonObject
            {
                ["missing"] = "detector " + detector,
                ["cause"] = failure.GetType().Name + ": " + failure.Message,
                ["unseen"] = new JsonArray(JsonValue.Create(detector)),
            },
        });
}
