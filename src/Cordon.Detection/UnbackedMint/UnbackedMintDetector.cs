using System.Text.Json.Nodes;
using Cordon.Detection.Flows;
using Cordon.Detection.Reporting;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Signals;
using Cordon.Ethereum;

namespace Cordon.Detection.UnbackedMint;

/// <summary>Fires when tokens come into being without payment and are turned into other value at once, or when an
/// amount is so large that arithmetic must have wrapped.</summary>
public sealed class UnbackedMintDetector(UnbackedMintOptions options) : ITransactionDetector
{
    private const double Confidence = 0.88;

    // No supply comes near it: 2^240 units are 10^54 tokens of 18 decimals.
    private static readonly UInt256 ImpossibleAmount = UInt256.One << 240;

    private readonly UnbackedMintOptions _options = OptionsCheck.Valid(options);

    public string Name => "unbacked-mint";

    public void Inspect(TransactionFlows flows, SignalBuffer signals)
    {
        ReadOnlySpan<Movement> movements = flows.Movements;
        for (int i = 0; i < movements.Length; i++)
        {
            ref readonly Movement movement = ref movements[i];
            if (IsImpossible(flows, movement))
            {
                Report(flows, i, "that no supply can back, so arithmetic wrapped", signals);
                return;
            }

            if (movement.From != AccountId.Zero || !flows.IsFreeGain || !flows.IsInitiator(movement.To)
                || flows.IsInitiator(movement.Asset) || !IsSoldAfter(flows, i)) continue;
            if (!BorrowedMoney.IsUsed(flows) && !EmptiesPool(flows, movement.Asset)) continue;
            Report(flows, i, "minted for nothing and turned into other value at once", signals);
            return;
        }
    }

    // Without a log a collection's token id may stand where an amount would; transfer() has amounts only.
    private static bool IsImpossible(TransactionFlows flows, in Movement movement) =>
        movement.Amount >= ImpossibleAmount && !flows.IsInitiator(movement.Asset) && movement.To != AccountId.Zero
        && (flows.Data.Transactions.HasLogs[flows.Tx]
            || (movement.Call >= 0 && flows.Data.Calls.Selector[movement.Call] == PublicEntry.Transfer));

    private static bool IsSoldAfter(TransactionFlows flows, int mint)
    {
        AccountId asset = flows.Movements[mint].Asset;
        foreach (ref readonly Movement movement in flows.Movements[(mint + 1)..])
        {
            if (movement.Asset == asset && flows.IsInitiator(movement.From) && !flows.IsInitiator(movement.To)
                && movement.To != AccountId.Zero) return true;
        }

        return false;
    }

    private bool EmptiesPool(TransactionFlows flows, AccountId asset)
    {
        foreach (ref readonly Swap swap in flows.Block.Swaps.OfTransaction(flows.Tx))
        {
            if (swap.TokenIn != asset || swap.ReserveOut.IsZero) continue;
            double before = (double)swap.ReserveOut + (double)swap.AmountOut;
            if ((double)swap.AmountOut * 10_000 >= before * _options.ReserveBpsMin) return true;
        }

        return false;
    }

    private void Report(TransactionFlows flows, int row, string how, SignalBuffer signals)
    {
        Movement mint = flows.Movements[row];
        AccountId attacker = FlowText.Attacker(flows);
        HarmReport.Add(flows, signals, _options, new HarmDraft
        {
            Detector = Name,
            Confidence = Confidence,
            Victims = [mint.Asset, .. Victims.Of(flows)],
            Attacker = attacker,
            Sentence = $"{FlowText.Name(flows, mint.To)} received "
                + $"{AmountText.Of(flows.Block, mint.Asset, mint.Amount)} {how}; the initiator gained "
                + FlowText.Gains(flows),
            Evidence = new JsonObject
            {
                ["token"] = EvidenceJson.Account(flows.Block, mint.Asset),
                ["amount"] = mint.Amount.ToString(),
                ["traceAddress"] = EvidenceJson.TraceAddress(flows.Block, mint.Call),
            },
        });
    }
}
