using System.Text.Json.Nodes;
using Cordon.Detection.Flows;
using Cordon.Detection.Reporting;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Signals;

namespace Cordon.Detection.GovernanceAttack;

/// <summary>Puts one suspicious step of governance into words and evidence.</summary>
internal static class GovernanceAttackReport
{
    public static void Add(BlockFacts block, SignalBuffer signals, string detector, LossOptions options,
        GovernanceAction action, Severity severity, string what, string consequence, double confidence)
    {
        AccountId[] subjects =
            [action.Governor, action.Target, action.Account, block.Data.Transactions.From[action.Tx]];
        double lossEth = severity == Severity.High ? ShownLoss.InEther(block, action.Tx, action.Governor) : 0;
        if (severity == Severity.High) severity = ShownLoss.SeverityOf(lossEth, options);
        signals.Add(block, action.Tx, new SignalDraft
        {
            Detector = detector,
            Severity = severity,
            Confidence = confidence,
            Subjects = subjects,
            Summary = $"A proposal of {block.Data.Accounts[action.Governor]} {what}, {consequence}"
                + $"{ShownLoss.Words(block, lossEth)} ({confidence:P0} sure).",
            Evidence = new JsonObject
            {
                ["governor"] = EvidenceJson.Account(block, action.Governor),
                ["proposalId"] = action.ProposalId.ToString(),
                ["step"] = action.Kind.ToString(),
                ["account"] = EvidenceJson.Account(block, action.Account),
                ["target"] = EvidenceJson.Account(block, action.Target),
                ["lossEth"] = lossEth > 0 ? Math.Round(lossEth, 4) : null,
                ["weight"] = action.Weight.ToString(),
                ["flashLoans"] = block.FlashLoans.RangeOf(action.Tx).Count,
                ["traceAddress"] = EvidenceJson.TraceAddress(block, action.Call),
            },
            Key = $"{action.Kind}:{block.Data.Accounts[action.Governor]}:{action.ProposalId}",
        });
    }
}
