using System.Text.Json.Nodes;
using Cordon.Detection.Reporting;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Signals;
using Cordon.Ethereum;

namespace Cordon.Detection.AddressPoisoning;

/// <summary>Finds payments meant to put a look-alike address into somebody's history.</summary>
/// <remarks>Context, severity info: nothing was taken yet. Look-alikes share the first and last two bytes, which is
/// what wallets show.</remarks>
public sealed class AddressPoisoningDetector(AddressPoisoningOptions options) : IDetector
{
    private const int ShownBytes = 2;

    private readonly AddressPoisoningOptions _options = OptionsCheck.Valid(options);

    public AddressPoisoningDetector() : this(new AddressPoisoningOptions()) { }

    public string Name => "address-poisoning";

    public void Inspect(BlockFacts block, SignalBuffer signals)
    {
        for (int tx = 0; tx < block.Data.Transactions.Count; tx++)
        {
            int baits = 0;
            int likeness = -1;
            RowRange rows = block.Transfers.RangeOf(tx);
            for (int row = rows.Start; row < rows.End; row++)
            {
                if (!IsBait(block, row)) continue;
                baits++;
                if (likeness < 0 && LooksLikeAnother(block, row)) likeness = row;
            }

            if (baits >= _options.TransfersCountMin || likeness >= 0) Report(block, tx, baits, likeness, signals);
        }
    }

    // A transfer of nothing needs no approval, so anybody can write it into anybody's history.
    private static bool IsBait(BlockFacts block, int row)
    {
        ref readonly Transfer transfer = ref block.Transfers[row];
        return transfer.Amount.IsZero && transfer.Kind == TransferKind.Erc20
            && transfer.From != transfer.To && !transfer.IsMint && !transfer.IsBurn
            && transfer.From != block.Data.Transactions.From[transfer.Tx]
            && !TakesPart(block, transfer.Tx, transfer.From) && !TakesPart(block, transfer.Tx, transfer.To);
    }

    // Contracts move nothing too, in the course of what they do; a victim of bait does nothing at all.
    private static bool TakesPart(BlockFacts block, int tx, AccountId account)
    {
        RowRange rows = block.Data.Transactions.Calls[tx];
        CallTable calls = block.Data.Calls;
        for (int call = rows.Start; call < rows.End; call++)
        {
            if (calls.From[call] == account || calls.Self[call] == account) return true;
        }

        return false;
    }

    // Somebody whom the same account really pays in this block, with an address that shows the same.
    private static bool LooksLikeAnother(BlockFacts block, int row)
    {
        ref readonly Transfer bait = ref block.Transfers[row];
        foreach (ref readonly Transfer other in block.Transfers.Rows)
        {
            if (other.From == bait.From && other.To != bait.To && !other.Amount.IsZero
                && LooksLike(block.Data.Accounts[other.To], block.Data.Accounts[bait.To])) return true;
        }

        return false;
    }

    private static bool LooksLike(Address left, Address right)
    {
        Span<byte> a = stackalloc byte[Address.SizeBytes];
        Span<byte> b = stackalloc byte[Address.SizeBytes];
        left.CopyTo(a);
        right.CopyTo(b);
        return a[..ShownBytes].SequenceEqual(b[..ShownBytes]) && a[^ShownBytes..].SequenceEqual(b[^ShownBytes..]);
    }

    private void Report(BlockFacts block, int tx, int baits, int likeness, SignalBuffer signals)
    {
        AccountId sender = block.Data.Transactions.From[tx];
        double confidence = likeness >= 0 ? 0.95 : 0.7;
        AccountId[] subjects = likeness >= 0
            ? [block.Transfers[likeness].From, block.Transfers[likeness].To, sender] : [sender];
        string likely = likeness >= 0 ? ", to an address that looks like one they pay" : "";
        signals.Add(block, tx, new SignalDraft
        {
            Detector = Name,
            Severity = Severity.Info,
            Confidence = confidence,
            Subjects = subjects,
            Summary = $"{EvidenceJson.Account(block, sender) ?? "Somebody"} wrote {baits} payments of nothing into the "
                + $"histories of accounts that took no part{likely} ({confidence:P0} sure).",
            Evidence = new JsonObject
            {
                ["sender"] = EvidenceJson.Account(block, sender),
                ["transfers"] = baits,
                ["victim"] = likeness < 0 ? null : EvidenceJson.Account(block, block.Transfers[likeness].From),
                ["lookalike"] = likeness < 0 ? null : EvidenceJson.Account(block, block.Transfers[likeness].To),
            },
            Key = "",
        });
    }
}
