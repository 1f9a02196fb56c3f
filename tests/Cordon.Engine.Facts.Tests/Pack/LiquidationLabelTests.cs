using System.Text.Json;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts.Tests;

/// <summary>Liquidations of the recorded blocks against another classifier's: all of them, exactly.</summary>
public sealed class LiquidationLabelTests(ITestOutputHelper output)
{
    [Fact]
    public void Finds_every_labelled_liquidation_with_exact_parties_assets_amounts_and_frame()
    {
        int missed = 0;
        foreach (JsonElement label in BlockPack.Labels("liquidation"))
        {
            BlockFacts facts = BlockPack.Extract(label.GetProperty("block").GetUInt64());
            int tx = facts.Data.Transactions.Hash.Span.IndexOf(Hash256.Parse(Text(label, "tx")));
            if (IsFound(facts, tx, label)) continue;

            missed++;
            output.WriteLine($"missed {label}; found there: {Found(facts, tx)}");
        }

        Assert.Equal(0, missed);
    }

    private static bool IsFound(BlockFacts facts, int tx, JsonElement label)
    {
        foreach (ref readonly Loan loan in facts.Loans.OfTransaction(tx))
        {
            if (loan.Kind == LoanKind.Liquidate && Describe(facts.Data, loan) == Describe(label)) return true;
        }

        return false;
    }

    private static string Describe(JsonElement label) => string.Join(' ',
        Text(label, "borrower"), Text(label, "liquidator"), Text(label, "debtToken"), Text(label, "debtAmount"),
        Text(label, "collateralToken"), Text(label, "collateralAmount"),
        string.Join(',', label.GetProperty("traceAddress").EnumerateArray()));

    private static string Describe(BlockData data, in Loan loan) => string.Join(' ',
        data.Accounts[loan.Account], data.Accounts[loan.Actor], data.Accounts[loan.Asset], loan.Amount,
        data.Accounts[loan.CollateralAsset], loan.CollateralAmount,
        string.Join(',', TraceAddress.Of(data.Calls, loan.Call)));

    private static string Found(BlockFacts facts, int tx)
    {
        List<string> found = [];
        foreach (ref readonly Loan loan in facts.Loans.OfTransaction(tx))
        {
            if (loan.Kind == LoanKind.Liquidate) found.Add(Describe(facts.Data, loan));
        }

        return string.Join("; ", found);
    }

    private static string Text(JsonElement label, string key) => label.GetProperty(key).GetString() ?? "";
}
