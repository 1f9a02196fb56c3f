using System.Text.Json.Nodes;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Signals;
using Cordon.Engine.Pipeline;

namespace Cordon.Engine.Pending;

/// <summary>Signals about what has not happened yet, and about what cannot be seen of it.</summary>
public static class PendingSignals
{
    private const string Mark = "pending";

    /// <summary>Whether a signal is about a transaction that was not mined when it was made.</summary>
    public static bool IsPending(Signal signal)
    {
        ArgumentNullException.ThrowIfNull(signal);
        return signal.Evidence[Mark] is JsonValue value && value.TryGetValue(out bool isPending) && isPending;
    }

    /// <summary>Says so in the text and in the evidence.</summary>
    internal static Signal Of(Signal signal)
    {
        var evidence = (JsonObject)signal.Evidence.DeepClone();
        evidence[Mark] = true;
        return signal with { Summary = "Pending, not yet mined: " + signal.Summary, Evidence = evidence };
    }

    internal static Signal Blind(ulong chain, ulong block, BlindReport report)
    {
        var facts = new BlockFacts();
        (facts.Data.ChainId, facts.Data.Number) = (chain, block);
        var signals = new SignalBuffer();
        signals.Add(facts, -1, new SignalDraft
        {
            Detector = BlindSignals.Detector,
            Severity = Severity.Medium,
            Confidence = 1,
            Subjects = [],
            Key = "pending " + report.Missing,
            Summary = $"The watch over pending transactions is without {report.Missing}: {report.Cause}; "
                + $"not seen without them: {string.Join(", ", report.Unseen)}.",
            Evidence = new JsonObject
            {
                [Mark] = true,
                ["missing"] = report.Missing,
                ["cause"] = report.Cause,
                ["unseen"] = new JsonArray([.. report.Unseen.Select(name => (JsonNode)JsonValue.Create(name))]),
            },
        });
        return signals.Signals[0];
    }
}
