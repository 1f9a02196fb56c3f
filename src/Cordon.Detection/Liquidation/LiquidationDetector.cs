using System.Text.Json.Nodes;
using Cordon.Detection.Reporting;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Signals;

namespace Cordon.Detection.Liquidation;

/// <summary>Reports each liquidation with its parties and amounts: context, severity info.</summary>
public sealed class LiquidationDetector : IDetector
{
    private const double TracedConfidence = 0.99;
    private const double LoggedConfidence = 0.95;

    public LiquidationDetector() { }

    public LiquidationDetector(LiquidationOptions options) => OptionsCheck.Valid(options);

    public string Name => "liquidation";

    public void Inspect(BlockFacts block, SignalBuffer signals)
    {
        for (int row = 0; row < block.Loans.Count; row++)
        {
            if (block.Loans[row].Kind == LoanKind.Liquidate) Report(block, row, signals);
        }
    }

    private void Report(BlockFacts block, int row, SignalBuffer signals)
    {
        Loan loan = block.Loans[row];
        double confidence = loan.Call < 0 ? LoggedConfidence : TracedConfidence;
        AccountId[] subjects = [loan.Account, loan.Market, loan.Actor];
        signals.Add(block, loan.Tx, new SignalDraft
        {
            Detector = Name,
            Severity = Severity.Info,
            Confidence = confidence,
            Subjects = subjects,
            Summary = $"{block.Data.Accounts[loan.Actor]} repaid {AmountText.Of(block, loan.Asset, loan.Amount)} of "
                + $"{block.Data.Accounts[loan.Account]}'s debt and took "
                + $"{AmountText.Of(block, loan.CollateralAsset, loan.CollateralAmount)} of its collateral "
                + $"({confidence:P0} sure).",
            Evidence = Evidence(block, loan),
            Key = (row - block.Loans.RangeOf(loan.Tx).Start).ToString(),
        });
    }

    private static JsonObject Evidence(BlockFacts block, in Loan loan) => new()
    {
        ["protocol"] = NameOf(loan.Protocol),
        ["market"] = EvidenceJson.Account(block, loan.Market),
        ["borrower"] = EvidenceJson.Account(block, loan.Account),
        ["liquidator"] = EvidenceJson.Account(block, loan.Actor),
        ["debtToken"] = EvidenceJson.Account(block, loan.Asset),
        ["debtAmount"] = loan.Amount.ToString(),
        ["collateralToken"] = EvidenceJson.Account(block, loan.CollateralAsset),
        ["collateralAmount"] = loan.CollateralAmount.ToString(),
        ["traceAddress"] = EvidenceJson.TraceAddress(block, loan.Call),
    };

    private static string NameOf(LendingProtocol protocol) => protocol switch
    {
        LendingProtocol.AaveV1 or LendingProtocol.AaveV2 or LendingProtocol.AaveV3 => "aave",
        LendingProtocol.CompoundV2 => "compound_v2",
        LendingProtocol.CompoundV3 => "compound_v3",
        LendingProtocol.Maker => "maker",
        LendingProtocol.Morpho => "morpho",
        LendingProtocol.Euler => "euler",
        _ => protocol.ToString(),
    };
}
