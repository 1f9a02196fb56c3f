using System.Text.Json.Nodes;
using Cordon.Detection.Reporting;
using Cordon.Domain.Blocks;
using Cordon.Domain.Signals;

namespace Cordon.Detection.Flows;

/// <summary>Turns harm that a detector of flows has found into a signal: who, what, how much, how sure.</summary>
internal static class HarmReport
{
    private const int ListedMax = 8;

    /// <summary>Adds the signal; the draft's evidence gains attacker, gain, losses and lossEth.</summary>
    public static void Add(TransactionFlows flows, SignalBuffer signals, LossOptions options, HarmDraft draft)
    {
        double lossEth = ShownLoss.InEther(flows, draft.Victims);
        JsonObject evidence = draft.Evidence;
        evidence["attacker"] = EvidenceJson.Account(flows.Block, draft.Attacker);
        evidence["gain"] = FlowText.InitiatorBalance(flows);
        evidence["losses"] = new JsonObject(draft.Victims.ToArray().Distinct().Take(ListedMax).Select(
            victim => KeyValuePair.Create(
                FlowText.Name(flows, victim), (JsonNode?)FlowText.Balance(flows, victim))));
        evidence["lossEth"] = lossEth > 0 ? Math.Round(lossEth, 4) : null;
        signals.Add(flows.Block, flows.Tx, new SignalDraft
        {
            Detector = draft.Detector,
            Severity = ShownLoss.SeverityOf(lossEth, options),
            Confidence = draft.Confidence,
            Subjects = [.. draft.Victims, draft.Attacker],
            Summary = $"{draft.Sentence}{ShownLoss.Words(flows.Block, lossEth)} ({draft.Confidence:P0} sure).",
            Evidence = evidence,
            Key = "",
        });
    }
}
