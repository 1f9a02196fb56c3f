using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using Cordon.Detection.Reporting;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Signals;

namespace Cordon.Detection.SlowDrain;

/// <summary>Puts a drain into words and evidence.</summary>
internal static class SlowDrainReport
{
    private const double DoubtAtFirst = 0.4;
    private const double DoubtWhenDoubled = 0.6; // of the doubt before

    /// <param name="paymentsMin">Where it is first spoken of; each doubling from there leaves less doubt.</param>
    public static void Add(
        BlockFacts block, SignalBuffer signals, string detector, in BalanceDelta delta, AccountId taker, Tap tap,
        Tap total, int paymentsMin)
    {
        double doublings = Math.Floor(Math.Log2((double)tap.Payments / paymentsMin));
        double confidence = Math.Round(1 - (DoubtAtFirst * Math.Pow(DoubtWhenDoubled, doublings)), 4);
        double share = Math.Min(1, tap.Sum / total.Sum);
        AccountId[] subjects = [delta.Account, taker, delta.Asset, block.Data.Transactions.From[delta.Tx]];
        signals.Add(block, delta.Tx, new SignalDraft
        {
            Detector = detector,
            Severity = Severity.Medium,
            Confidence = confidence,
            Subjects = subjects,
            Summary = string.Create(CultureInfo.InvariantCulture,
                $"{block.Data.Accounts[delta.Account]} paid {block.Data.Accounts[taker]} {tap.Payments} times, "
                + $"{AmountText.Of(block, delta.Asset, new BigInteger(tap.Sum))} in sum and {share:P0} of all that "
                + $"left it lately, with nothing coming back ({confidence:P0} sure that it is a drain)."),
            Evidence = new JsonObject
            {
                ["contract"] = EvidenceJson.Account(block, delta.Account),
                ["asset"] = EvidenceJson.Account(block, delta.Asset),
                ["taker"] = EvidenceJson.Account(block, taker),
                ["payments"] = tap.Payments,
                ["sum"] = new BigInteger(tap.Sum).ToString(CultureInfo.InvariantCulture),
                ["shareOfOutflow"] = Math.Round(share, 4),
            },
            Key = $"{block.Data.Accounts[delta.Account]}:{block.Data.Accounts[taker]}:{tap.Payments}",
        });
    }
}
