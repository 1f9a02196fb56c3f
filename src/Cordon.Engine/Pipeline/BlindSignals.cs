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
