using System.Text.Json;

namespace Cordon.Engine.Benchmark.Labels;

/// <summary>Reads labels.jsonl.</summary>
public static class LabelReader
{
    /// <summary>The file's name in a pack.</summary>
    public const string FileName = "labels.jsonl";

    /// <summary>Reads the labels of a pack folder.</summary>
    /// <exception cref="LabelFormatException">A line is malformed; the message names file, line and field.</exception>
    /// <exception cref="FileNotFoundException">The folder has no labels.jsonl.</exception>
    public static LabelSet ReadFolder(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) throw new FileNotFoundException($"{path} is missing: a pack needs its labels.", path);
        return Read(path, File.ReadLines(path));
    }

    /// <summary>Reads labels, one JSON object a line; empty lines are skipped.</summary>
    /// <exception cref="LabelFormatException">A line is malformed; the message names file, line and field.</exception>
    public static LabelSet Read(string file, IEnumerable<string> lines)
    {
        LabelSet labels = new();
        int number = 0;
        foreach (string line in lines)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            try
            {
                using JsonDocument json = JsonDocument.Parse(line);
                if (json.RootElement.ValueKind != JsonValueKind.Object)
                    throw new LabelFormatException(file, number, "is not a JSON object");
                Add(labels, new LabelRow(file, number, json.RootElement));
            }
            catch (JsonException problem)
            {
                throw new LabelFormatException(file, number, $"is not JSON: {problem.Message}");
            }
        }

        return labels;
    }

    private static void Add(LabelSet labels, LabelRow row)
    {
        string label = row.Text("label");
        switch (label)
        {
            case "swap": labels.Swaps.Add(Swap(row)); break;
            case "sandwich": labels.Sandwiches.Add(Sandwich(row)); break;
            case "arbitrage": labels.Arbitrages.Add(Arbitrage(row)); break;
            case "liquidation": labels.Liquidations.Add(Liquidation(row)); break;
            case "attack": labels.Attacks.Add(Attack(row)); return;
            default: labels.Unknown[label] = labels.Unknown.GetValueOrDefault(label) + 1; return;
        }

        labels.FirstClassifiedBlock = Math.Min(labels.FirstClassifiedBlock, row.Number("block"));
    }

    private static SwapLabel Swap(LabelRow row) => new(
        row.Number("block"), row.Hash("tx"), row.Address("pool"), row.Address("tokenIn"), row.Amount("amountIn"),
        row.Address("tokenOut"), row.Amount("amountOut"), row.Flag("reverted"));

    private static SandwichLabel Sandwich(LabelRow row) => new(
        row.Number("block"), row.Hash("front"), row.Hash("back"), row.Hashes("victims"), row.Address("pool"));

    private static ArbitrageLabel Arbitrage(LabelRow row) => new(
        row.Number("block"), row.Hash("tx"), row.Address("account"),
        row.Address("profitToken"), row.SignedAmount("profit"),
        (int)row.Number("swaps"), row.Flag("reverted"));

    private static LiquidationLabel Liquidation(LabelRow row) => new(
        row.Number("block"), row.Hash("tx"), row.Address("borrower"), row.Address("liquidator"),
        row.Address("debtToken"), row.Amount("debtAmount"), row.Address("collateralToken"),
        row.Amount("collateralAmount"), row.Flag("reverted"));

    private static AttackLabel Attack(LabelRow row) => new(
        row.Number("chainId", missing: 1), row.Number("block"), row.Hash("tx"), row.Text("attack"), row.Text("class"),
        row.OptionalAddress("victim"), row.OptionalReal("lossUsd"),
        row.Text("logs") switch
        {
            "exact" => true,
            "missing" => false,
            _ => throw row.Wrong("logs", "\"exact\" or \"missing\""),
        },
        row.OptionalText("needs") switch
        {
            null => false,
            "history" => true,
            _ => throw row.Wrong("needs", "\"history\", or no such field"),
        });
}
