using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Cordon.Detection.Reporting;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Signals;

namespace Cordon.Detection.AddressPoisoning;

/// <summary>Finds payments meant to put a look-alike address into somebody's history.</summary>
/// <remarks>Context, severity info: nothing was taken yet. The state is whom people paid themselves of late; baits are
/// compared with that and with the block at hand.</remarks>
public sealed class AddressPoisoningDetector(AddressPoisoningOptions options) : IHistoryDetector<PaymentBook>
{
    private readonly AddressPoisoningOptions _options = OptionsCheck.Valid(options);

    // Scratch only: copied into the state once a block.
    [ThreadStatic] private static List<Payment>? _scratch;

    public AddressPoisoningDetector() : this(new AddressPoisoningOptions()) { }

    public string Name => "address-poisoning";

    public PaymentBook Initial => PaymentBook.Empty;

    public PaymentBook Advance(PaymentBook state, BlockFacts block, SignalBuffer signals)
    {
        List<Payment> payments = _scratch ??= [];
        payments.Clear();
        for (int tx = 0; tx < block.Data.Transactions.Count; tx++)
        {
            Judge(state, block, tx, signals);
            if (TryPayment(block, tx, out Payment payment)) payments.Add(payment);
        }

        return payments.Count == 0
            ? state : state.With(CollectionsMarshal.AsSpan(payments), _options.HistoryBlocksMax);
    }

    public void Settle(PaymentBook oldest) => oldest.Settle();

    public void Save(PaymentBook state, IBufferWriter<byte> destination) => state.Save(destination);

    public PaymentBook Load(ReadOnlySpan<byte> saved) => PaymentBook.Load(saved);

    private void Judge(PaymentBook state, BlockFacts block, int tx, SignalBuffer signals)
    {
        int baits = 0;
        Bait found = new(AccountId.None, AccountId.None);
        RowRange rows = block.Transfers.RangeOf(tx);
        for (int row = rows.Start; row < rows.End; row++)
        {
            bool isForged = IsBait(block, row);
            if (isForged) baits++;
            if (!found.Victim.IsNone) continue;

            ref readonly Transfer transfer = ref block.Transfers[row];
            if (isForged && IsAlike(state, block, new Bait(transfer.From, transfer.To)))
                found = new Bait(transfer.From, transfer.To);
            else if (IsDust(transfer) && WasAlike(state, block, new Bait(transfer.To, transfer.From)))
                found = new Bait(transfer.To, transfer.From);
        }

        if (baits >= _options.TransfersCountMin || !found.Victim.IsNone) Report(block, tx, baits, found, signals);
    }

    // What the sender itself pays, by a plain payment or by calling the token: the counterparties that people copy.
    private bool TryPayment(BlockFacts block, int tx, out Payment payment)
    {
        payment = default;
        ReadOnlySpan<Transfer> transfers = block.Transfers.OfTransaction(tx);
        if (transfers.Length != 1) return false;

        ref readonly Transfer transfer = ref transfers[0];
        BlockData data = block.Data;
        bool isOwn = transfer.From == data.Transactions.From[tx] && transfer.To != transfer.From
            && (transfer.Asset == data.Transactions.To[tx] || transfer.To == data.Transactions.To[tx]);
        if (!isOwn || IsDust(transfer) || transfer.To.Index <= AccountId.Zero.Index) return false;

        payment = Payment.Of(data.ChainId, data.Accounts[transfer.From], data.Accounts[transfer.To]);
        return payment.Shown != 0;
    }

    private bool IsDust(in Transfer transfer) => transfer.Kind switch
    {
        TransferKind.Erc20 => transfer.Amount <= (ulong)_options.DustCountMax,
        TransferKind.Ether => (double)transfer.Amount < _options.DustEthMax * 1e18,
        _ => false,
    };

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

    // Somebody whom the victim really pays in this block, or paid of late, with an address that shows the same.
    private static bool IsAlike(PaymentBook state, BlockFacts block, Bait bait)
    {
        AccountTable accounts = block.Data.Accounts;
        foreach (ref readonly Transfer other in block.Transfers.Rows)
        {
            if (other.From == bait.Victim && !other.Amount.IsZero
                && Payment.LooksLike(accounts[other.To], accounts[bait.Lookalike])) return true;
        }

        return WasAlike(state, block, bait);
    }

    private static bool WasAlike(PaymentBook state, BlockFacts block, Bait bait)
    {
        AccountTable accounts = block.Data.Accounts;
        return state.HasAlike(
            Payment.Of(block.Data.ChainId, accounts[bait.Victim], accounts[bait.Lookalike]));
    }

    private void Report(BlockFacts block, int tx, int baits, Bait found, SignalBuffer signals)
    {
        AccountId sender = block.Data.Transactions.From[tx];
        bool isAlike = !found.Victim.IsNone;
        double confidence = isAlike ? 0.95 : 0.7;
        AccountId[] subjects = isAlike ? [found.Victim, found.Lookalike, sender] : [sender];
        string who = EvidenceJson.Account(block, sender) ?? "Somebody";
        string what = baits > 0
            ? $"wrote {baits} payments of nothing into the histories of accounts that took no part"
            : $"sent {EvidenceJson.Account(block, found.Victim)} next to nothing";
        string likely = !isAlike ? "" : baits > 0
            ? ", to an address that looks like one they pay" : " from an address that looks like one it pays";
        signals.Add(block, tx, new SignalDraft
        {
            Detector = Name,
            Severity = Severity.Info,
            Confidence = confidence,
            Subjects = subjects,
            Summary = $"{who} {what}{likely} ({confidence:P0} sure).",
            Evidence = new JsonObject
            {
                ["sender"] = EvidenceJson.Account(block, sender),
                ["transfers"] = baits,
                ["victim"] = EvidenceJson.Account(block, found.Victim),
                ["lookalike"] = EvidenceJson.Account(block, found.Lookalike),
            },
            Key = "",
        });
    }
}
