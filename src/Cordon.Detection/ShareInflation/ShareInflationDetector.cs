using System.Text.Json.Nodes;
using Cordon.Detection.Flows;
using Cordon.Detection.Reporting;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Signals;

namespace Cordon.Detection.ShareInflation;

/// <summary>Fires when the initiator gives assets to a vault that counts its own balance, uses the vault in the same
/// transaction and leaves with a gain.</summary>
/// <remarks>Shares are priced by what the vault holds; a gift changes the price without issuing shares.</remarks>
public sealed class ShareInflationDetector(ShareInflationOptions options) : ITransactionDetector
{
    private const double Confidence = 0.85;

    private readonly ShareInflationOptions _options = OptionsCheck.Valid(options);

    public ShareInflationDetector() : this(new ShareInflationOptions()) { }

    public string Name => "share-inflation";

    public void Inspect(TransactionFlows flows, SignalBuffer signals)
    {
        if (flows.GainCount == 0) return;

        ReadOnlySpan<Movement> movements = flows.Movements;
        for (int i = 0; i < movements.Length; i++)
        {
            if (!IsGift(flows, movements[i]) || !IsVault(flows, movements[i])) continue;
            if (!flows.IsFreeGain && !BorrowedMoney.IsUsed(flows)) return;
            Report(flows, movements[i], signals);
            return;
        }
    }

    // The initiator's own call of the token's transfer: the vault was not asked and issued nothing for it.
    private static bool IsGift(TransactionFlows flows, in Movement movement)
    {
        CallTable calls = flows.Data.Calls;
        return movement.Call >= 0 && movement.Asset != AccountId.Ether
            && flows.IsInitiator(movement.From) && !flows.IsInitiator(movement.To)
            && movement.To != AccountId.Zero && movement.To != movement.Asset
            && calls.Selector[movement.Call] == PublicEntry.Transfer
            && flows.IsInitiator(calls.From[movement.Call])
            && !IsPool(flows, movement.To, movement.Asset);
    }

    // It trades, or it lent the asset before: paying for a trade and paying back are no gifts.
    private static bool IsPool(TransactionFlows flows, AccountId account, AccountId asset)
    {
        foreach (ref readonly Swap swap in flows.Block.Swaps.OfTransaction(flows.Tx))
        {
            if (swap.Pool == account) return true;
        }

        foreach (ref readonly LiquidityChange change in flows.Block.Liquidity.OfTransaction(flows.Tx))
        {
            if (change.Pool == account) return true;
        }

        foreach (ref readonly Domain.Facts.FlashLoan loan in flows.Block.FlashLoans.OfTransaction(flows.Tx))
        {
            if (loan.Lender == account) return true;
        }

        return flows.TryFlow(account, asset, out Flow flow) && flow.FirstOut >= 0 && flow.FirstOut < flow.FirstIn;
    }

    // It takes and gives the asset when asked to: the initiator called it, and it moved the asset then.
    private static bool IsVault(TransactionFlows flows, in Movement gift)
    {
        CallTable calls = flows.Data.Calls;
        foreach (ref readonly Movement movement in flows.Movements)
        {
            if (movement.Asset != gift.Asset || (movement.From != gift.To && movement.To != gift.To)) continue;
            for (int call = movement.Call; call >= 0; call = calls.Parent[call])
            {
                if (calls.Self[call] == gift.To && calls.Kind[call] == CallKind.Call
                    && flows.IsInitiator(calls.From[call]) && calls.Selector[call] != 0) return true;
            }
        }

        return false;
    }

    private void Report(TransactionFlows flows, Movement gift, SignalBuffer signals)
    {
        AccountId attacker = FlowText.Attacker(flows);
        HarmReport.Add(flows, signals, _options, new HarmDraft
        {
            Detector = Name,
            Confidence = Confidence,
            Victims = [gift.To, .. Victims.Of(flows)],
            Attacker = attacker,
            Sentence = $"{FlowText.Name(flows, attacker)} gave "
                + $"{AmountText.Of(flows.Block, gift.Asset, gift.Amount)} to {FlowText.Name(flows, gift.To)} without "
                + $"taking shares for it, used that contract in the same transaction and gained "
                + FlowText.Gains(flows),
            Evidence = new JsonObject
            {
                ["vault"] = EvidenceJson.Account(flows.Block, gift.To),
                ["asset"] = EvidenceJson.Account(flows.Block, gift.Asset),
                ["amount"] = gift.Amount.ToString(),
                ["traceAddress"] = EvidenceJson.TraceAddress(flows.Block, gift.Call),
            },
        });
    }
}
