using System.Globalization;
using System.Text.Json.Nodes;
using Cordon.Detection.Reporting;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Signals;

namespace Cordon.Detection.BorrowedVotes;

/// <summary>Puts a vote on borrowed tokens into words and evidence.</summary>
internal static class BorrowedVotesReport
{
    private const double NearlyAll = 0.9;
    private const double OwnAndAllConfidence = 0.97;
    private const double OwnConfidence = 0.9;
    private const double OtherConfidence = 0.7;

    public static void Add(
        BlockFacts block, SignalBuffer signals, string detector, GovernanceAction vote, BorrowedVote found)
    {
        AccountId token = block.Data.Accounts.Intern(found.Token);
        double share = Math.Min(1, found.Gone / (double)vote.Weight);
        double confidence = (found.IsOwn, share >= NearlyAll) switch
        {
            (true, true) => OwnAndAllConfidence,
            (true, false) => OwnConfidence,
            _ => OtherConfidence,
        };
        string own = found.IsOwn ? ", for a proposal of its own" : "";
        signals.Add(block, vote.Tx, new SignalDraft
        {
            Detector = detector,
            Severity = found.IsOwn ? Severity.High : Severity.Medium,
            Confidence = confidence,
            Subjects = [vote.Governor, vote.Account, token, block.Data.Transactions.From[vote.Tx]],
            Summary = string.Create(CultureInfo.InvariantCulture,
                $"{block.Data.Accounts[vote.Account]} voted on a proposal of {block.Data.Accounts[vote.Governor]} with "
                + $"votes of which {share:P0} left again after they were delegated in block {found.Since}{own}: they "
                + $"were held for the snapshot only ({confidence:P0} sure)."),
            Evidence = new JsonObject
            {
                ["governor"] = EvidenceJson.Account(block, vote.Governor),
                ["proposalId"] = vote.ProposalId.ToString(),
                ["voter"] = EvidenceJson.Account(block, vote.Account),
                ["token"] = EvidenceJson.Account(block, token),
                ["weight"] = vote.Weight.ToString(),
                ["goneShare"] = Math.Round(share, 4),
                ["delegatedIn"] = found.Since,
                ["isOwnProposal"] = found.IsOwn,
            },
            Key = $"{block.Data.Accounts[vote.Governor]}:{vote.ProposalId}:{block.Data.Accounts[vote.Account]}",
        });
    }
}
