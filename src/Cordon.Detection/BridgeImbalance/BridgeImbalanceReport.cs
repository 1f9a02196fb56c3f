using System.Text.Json.Nodes;
using Cordon.Detection.Flows;
using Cordon.Detection.Reporting;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Signals;

namespace Cordon.Detection.BridgeImbalance;

/// <summary>Puts one odd bridge message into words and evidence.</summary>
internal static class BridgeImbalanceReport
{
    public static void Add(BlockFacts block, SignalBuffer signals, string detector, LossOptions options,
        BridgeMessage message, Severity severity, double confidence, string what)
    {
        // The contract called is the one that accepted the message; the bridge only obeyed it.
        AccountId[] subjects =
        [
            message.Bridge, block.Data.Transactions.To[message.Tx], message.Account,
            block.Data.Transactions.From[message.Tx],
        ];
        double lossEth = severity == Severity.High ? ShownLoss.InEther(block, message.Tx, message.Bridge) : 0;
        if (severity == Severity.High) severity = ShownLoss.SeverityOf(lossEth, options);
        signals.Add(block, message.Tx, new SignalDraft
        {
            Detector = detector,
            Severity = severity,
            Confidence = confidence,
            Subjects = subjects,
            Summary = $"Bridge {block.Data.Accounts[message.Bridge]} {what}: "
                + $"{AmountText.Of(block, message.Asset, message.Amount)} for "
                + $"{EvidenceJson.Account(block, message.Account) ?? "an unknown account"}"
                + $"{ShownLoss.Words(block, lossEth)} ({confidence:P0} sure).",
            Evidence = new JsonObject
            {
                ["bridge"] = EvidenceJson.Account(block, message.Bridge),
                ["account"] = EvidenceJson.Account(block, message.Account),
                ["asset"] = EvidenceJson.Account(block, message.Asset),
                ["amount"] = message.Amount.ToString(),
                ["lossEth"] = lossEth > 0 ? Math.Round(lossEth, 4) : null,
                ["isRelease"] = message.IsRelease,
                ["messageId"] = message.MessageId.ToString(),
                ["traceAddress"] = EvidenceJson.TraceAddress(block, message.Call),
            },
            Key = $"{EvidenceJson.Account(block, message.Bridge)}:{message.Call}:{message.Log}:{what[..8]}",
        });
    }
}
