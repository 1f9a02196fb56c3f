using System.Numerics;
using System.Text.Json.Nodes;
using Cordon.Detection.Flows;
using Cordon.Detection.Reporting;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Signals;

namespace Cordon.Detection.ApprovalDrain;

/// <summary>Puts the pulls of one transaction into words and evidence.</summary>
internal static class ApprovalDrainReport
{
    private const int ListedMax = 20;

    public static void Add(
        TransactionFlows flows, SignalBuffer signals, string detector, LossOptions options, Pull[] pulls,
        DrainKind kind)
    {
        BlockFacts block = flows.Block;
        AccountId sender = block.Data.Transactions.From[flows.Tx];
        AccountId[] owners = [.. pulls.Select(pull => pull.Owner).Distinct()];
        Pull first = pulls[0];
        AccountId[] subjects = [first.Spender, .. owners.Take(ListedMax), sender];
        (Severity severity, double confidence) = kind switch
        {
            DrainKind.Taken => (Severity.High, 0.9),
            DrainKind.Forced => (Severity.High, 0.75),
            DrainKind.Permit => (Severity.Medium, 0.6),
            _ => (Severity.Low, 0.4),
        };
        double lossEth = severity == Severity.High ? ShownLoss.InEther(flows, owners) : 0;
        if (severity == Severity.High) severity = ShownLoss.SeverityOf(lossEth, options);
        signals.Add(block, flows.Tx, new SignalDraft
        {
            Detector = detector,
            Severity = severity,
            Confidence = confidence,
            Subjects = subjects,
            Summary = Summary(block, pulls, owners.Length, sender, kind) + ShownLoss.Words(block, lossEth)
                + $" ({confidence:P0} sure{(severity < Severity.High ? " of harm" : "")}).",
            Evidence = new JsonObject
            {
                ["spender"] = EvidenceJson.Account(block, first.Spender),
                ["taker"] = EvidenceJson.Account(block, sender),
                ["owners"] = owners.Length,
                ["lossEth"] = lossEth > 0 ? Math.Round(lossEth, 4) : null,
                ["pulls"] = new JsonArray([.. pulls.Take(ListedMax).Select(pull => Evidence(block, pull))]),
            },
            Key = "",
        });
    }

    private static string Summary(
        BlockFacts block, Pull[] pulls, int owners, AccountId sender, DrainKind kind)
    {
        Pull first = pulls[0];
        BigInteger amount = 0;
        foreach (Pull pull in pulls)
        {
            if (pull.Token == first.Token) amount += (BigInteger)pull.Amount;
        }

        string what = AmountText.Of(block, first.Token, amount);
        string who = owners == 1 ? $"{block.Data.Accounts[first.Owner]}, which" : $"{owners} accounts that";
        who += kind == DrainKind.Forced ? " took no part" : " took no part and got nothing";
        string taker = EvidenceJson.Account(block, sender) ?? "an unknown sender";
        string spender = block.Data.Accounts[first.Spender].ToString();
        return kind switch
        {
            DrainKind.Forced => $"{taker} made {spender} trade {what} on approvals from {who}, one after another at an "
                + "ever worse price",
            DrainKind.Taken => $"{taker} made {spender} pull {what} on approvals from {who}, and kept it",
            DrainKind.Permit => $"{spender} used a permit to pull {what} from {who}, for {taker}: phishing or a "
                + "payment",
            _ => $"{spender} pulled {what} on approvals from {who}: a drain or a collection by its operator",
        };
    }

    private static JsonObject Evidence(BlockFacts block, Pull pull) => new()
    {
        ["token"] = EvidenceJson.Account(block, pull.Token),
        ["owner"] = EvidenceJson.Account(block, pull.Owner),
        ["amount"] = pull.Amount.ToString(),
        ["traceAddress"] = EvidenceJson.TraceAddress(block, pull.Call),
    };
}
