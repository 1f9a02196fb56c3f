using System.Text.Json.Nodes;
using Cordon.Detection.Reporting;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Signals;

namespace Cordon.Detection.GovernanceAttack;

/// <summary>Puts one suspicious step of governance into words and evidence.</summary>
internal static class GovernanceAttackReport
{
    public static void Add(BlockFacts block, SignalBuffer signals, string detector, GovernanceAction action,
        Severity severity, string what, string consequence, double confidence)
    {
        AccountId[] subjects =
            [action.Governor, action.Target, action.Account, block.Data.Transactions.From[action.Tx]];
        signals.Add(block, action.Tx, new SignalDraft
        {
            Detector = detector,
            Severity = severity,
            Confidence = confidence,
            Subjects = subjects,
            Summary = $"A proposal of {block.Data.Accounts[action.Governor]} {what}, {consequence} "
                + $"({confidence:P0} sure).",
            Evidence = new JsonObject
            {
                ["governor"] = EvidenceJson.Account(block, action.Governor),
                ["proposalId"] = action.ProposalId.ToString(),
                ["step"] = action.Kind.ToString(),
                ["account"] = EvidenceJson.Account(block, action.Account),
                ["target"] = EvidenceJson.Account(block, action.Target),
                ["weight"] = action.Weight.ToString(),
                ["flashLoans"] = block.FlashLoans.RangeOf(action.Tx).Count,
                ["traceAddress"] = EvidenceJson.TraceAddress(block, action.Call),
            },
            Key = $"{action.Kind}:{block.Data.Accounts[action.Governor]}:{action.ProposalId}",
        });
    }
}
