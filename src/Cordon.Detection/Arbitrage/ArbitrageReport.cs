using System.Numerics;
using System.Text.Json.Nodes;
using Cordon.Detection.Reporting;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Signals;

namespace Cordon.Detection.Arbitrage;

/// <summary>Puts one cycle into words and evidence.</summary>
internal static class ArbitrageReport
{
    private const double GainConfidence = 0.95;
    private const double LossConfidence = 0.6;

    public static void Add(
        BlockFacts block, SignalBuffer signals, string detector, int[] cycle, AccountId[] payers, int number)
    {
        Swap start = block.Swaps[cycle[0]];
        Swap end = block.Swaps[cycle[^1]];
        AccountId account = payers[cycle[0] - block.Swaps.RangeOf(start.Tx).Start];
        BigInteger profit = (BigInteger)end.AmountOut - (BigInteger)start.AmountIn;
        AccountId[] subjects = [account, .. cycle.Select(row => block.Swaps[row].Pool)];
        double confidence = profit.Sign < 0 ? LossConfidence : GainConfidence;
        string money = AmountText.Of(block, start.TokenIn, BigInteger.Abs(profit));
        signals.Add(block, start.Tx, new SignalDraft
        {
            Detector = detector,
            Severity = Severity.Info,
            Confidence = confidence,
            Subjects = subjects,
            Summary = $"{block.Data.Accounts[account]} traded in a cycle through {cycle.Length} pools and "
                + $"{(profit.Sign < 0 ? "lost" : "gained")} {money} before fees ({confidence:P0} sure).",
            Evidence = new JsonObject
            {
                ["account"] = EvidenceJson.Account(block, account),
                ["profitToken"] = EvidenceJson.Account(block, start.TokenIn),
                ["profit"] = profit.ToString(),
                ["swaps"] = cycle.Length,
                ["pools"] = new JsonArray(
                    [.. cycle.Select(row => (JsonNode?)EvidenceJson.Account(block, block.Swaps[row].Pool))]),
            },
            Key = number.ToString(),
        });
    }
}
