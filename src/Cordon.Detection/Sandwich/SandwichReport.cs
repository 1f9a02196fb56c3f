using System.Numerics;
using System.Text.Json.Nodes;
using Cordon.Detection.Reporting;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Signals;

namespace Cordon.Detection.Sandwich;

/// <summary>Puts one sandwich, in however many pools, into words and evidence.</summary>
internal static class SandwichReport
{
    private const double ExactConfidence = 0.98;
    private const double InexactConfidence = 0.9;
    private const double LossConfidence = 0.85;

    public static void Add(BlockFacts block, SignalBuffer signals, string detector, SandwichLeg[] legs, int[] next)
    {
        SandwichLeg largest = legs[0];
        Swap front = block.Swaps[largest.Front];
        int backTx = block.Swaps[largest.Back].Tx;
        int[] victims = [.. legs.SelectMany(leg => VictimsOf(block, leg, next)).Distinct().Order()];
        BigInteger profit = 0;
        foreach (SandwichLeg leg in legs)
        {
            if (block.Swaps[leg.Front].TokenIn == front.TokenIn) profit += ProfitOf(block, leg);
        }

        // Where liquidity was lent besides, only what the trader holds at the end tells what it kept.
        if (!Array.TrueForAll(legs, leg => leg.IsExact)) profit = BigInteger.Max(profit, Kept(block, front, backTx));

        double confidence = profit.Sign <= 0 ? LossConfidence
            : Array.TrueForAll(legs, leg => leg.IsExact) ? ExactConfidence : InexactConfidence;
        AccountId[] subjects =
        [
            .. victims.Select(tx => block.Data.Transactions.From[tx]),
            .. legs.Select(leg => block.Swaps[leg.Front].Pool),
            front.Recipient,
        ];
        signals.Add(block, front.Tx, new SignalDraft
        {
            Detector = detector,
            Severity = Severity.Medium,
            Confidence = confidence,
            Subjects = subjects,
            Summary = Summary(block, front, victims.Length, legs.Length, profit, confidence),
            Evidence = Evidence(block, legs, victims, backTx, profit),
            Key = EvidenceJson.Transaction(block, backTx),
        });
    }

    private static IEnumerable<int> VictimsOf(BlockFacts block, SandwichLeg leg, int[] next)
    {
        for (int row = next[leg.Front]; row != leg.Back; row = next[row])
        {
            if (SandwichDetector.IsVictimOf(block, leg, row)) yield return block.Swaps[row].Tx;
        }
    }

    private static BigInteger Kept(BlockFacts block, Swap front, int backTx)
    {
        BigInteger kept = 0;
        foreach (int tx in (int[])[front.Tx, backTx])
        {
            foreach (Transfer transfer in block.Transfers.OfTransaction(tx))
            {
                if (transfer.Asset != front.TokenIn) continue;
                if (transfer.To == front.Recipient) kept += (BigInteger)transfer.Amount;
                if (transfer.From == front.Recipient) kept -= (BigInteger)transfer.Amount;
            }
        }

        return kept;
    }

    private static BigInteger ProfitOf(BlockFacts block, SandwichLeg leg) =>
        (BigInteger)block.Swaps[leg.Back].AmountOut - (BigInteger)block.Swaps[leg.Front].AmountIn;

    private static string Summary(
        BlockFacts block, in Swap front, int victims, int pools, BigInteger profit, double confidence)
    {
        string money = AmountText.Of(block, front.TokenIn, BigInteger.Abs(profit));
        string outcome = profit.Sign < 0 ? $"and lost {money} on it" : $"and kept {money}";
        string where = pools == 1
            ? $"in pool {block.Data.Accounts[front.Pool]}"
            : $"in {pools} pools, first {block.Data.Accounts[front.Pool]},";
        return $"{block.Data.Accounts[front.Recipient]} bought before and sold back after "
            + $"{victims} other {(victims == 1 ? "trader" : "traders")} {where} {outcome} "
            + $"before fees ({confidence:P0} sure).";
    }

    private static JsonObject Evidence(
        BlockFacts block, SandwichLeg[] legs, int[] victims, int backTx, BigInteger profit)
    {
        Swap front = block.Swaps[legs[0].Front];
        JsonObject evidence = new()
        {
            ["front"] = EvidenceJson.Transaction(block, front.Tx),
            ["victims"] = new JsonArray([.. victims.Select(tx => (JsonNode)EvidenceJson.Transaction(block, tx))]),
            ["back"] = EvidenceJson.Transaction(block, backTx),
            ["pool"] = EvidenceJson.Account(block, front.Pool),
            ["attacker"] = EvidenceJson.Account(block, front.Recipient),
            ["profit"] = profit.ToString(),
            ["profitToken"] = EvidenceJson.Account(block, front.TokenIn),
        };
        if (legs.Length == 1) return evidence;

        evidence["pools"] = new JsonArray([.. legs.Select(leg => new JsonObject
        {
            ["pool"] = EvidenceJson.Account(block, block.Swaps[leg.Front].Pool),
            ["profit"] = ProfitOf(block, leg).ToString(),
            ["profitToken"] = EvidenceJson.Account(block, block.Swaps[leg.Front].TokenIn),
        })]);
        return evidence;
    }
}
