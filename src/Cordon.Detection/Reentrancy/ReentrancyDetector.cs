using System.Text.Json.Nodes;
using Cordon.Detection.Flows;
using Cordon.Detection.Reporting;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Signals;

namespace Cordon.Detection.Reentrancy;

/// <summary>Fires when a contract is entered, or read, before it has settled,
/// and value leaves on that account.</summary>
public sealed class ReentrancyDetector(ReentrancyOptions options) : ITransactionDetector
{
    private const int CallsMin = 5; // attacker, contract, callback, entry, payment
    private const double Confidence = 0.92;

    private readonly ReentrancyOptions _options = OptionsCheck.Valid(options);

    public ReentrancyDetector() : this(new ReentrancyOptions()) { }

    public string Name => "reentrancy";

    public void Inspect(TransactionFlows flows, SignalBuffer signals)
    {
        if (flows.Calls.Count < CallsMin) return;
        if (ReentrySearch.TryFind(flows, Harms, out Reentry reentry)) Report(flows, reentry, signals);
    }

    // The contract, or the one that acted on its state, lost; or the initiator gained without giving.
    private static bool Harms(TransactionFlows flows, Reentry reentry)
    {
        bool lost = Lost(flows, reentry.Contract) || Lost(flows, reentry.Acting);
        if (reentry.Kind is ReentryKind.SameFunction or ReentryKind.CrossFunction)
            return lost || (flows.GainCount > 0 && (!IsLender(flows, reentry.Contract) || PaysAfter(flows, reentry)));

        return flows.GainCount > 0
            && (reentry.Kind == ReentryKind.CrossContract || lost || PaysInitiator(flows, reentry));
    }

    private static bool Lost(TransactionFlows flows, AccountId account) =>
        flows.TryParty(account, out int row) && UnexplainedLoss.IsIn(flows, flows.Parties[row]);

    // A flash lender expects to be called from the loan's callback: to be repaid, or for another service.
    private static bool IsLender(TransactionFlows flows, AccountId account)
    {
        foreach (ref readonly Domain.Facts.FlashLoan loan in flows.Block.FlashLoans.OfTransaction(flows.Tx))
        {
            if (loan.Lender == account) return true;
        }

        foreach (ref readonly Loan loan in flows.Block.Loans.OfTransaction(flows.Tx))
        {
            if (loan.Market == account) return true;
        }

        return false;
    }

    // What was put in during the loan was counted as a deposit too: the lender pays it out once the loan is closed.
    private static bool PaysAfter(TransactionFlows flows, Reentry reentry)
    {
        CallTable calls = flows.Data.Calls;
        bool putIn = false;
        foreach (ref readonly Movement movement in flows.Movements)
        {
            putIn |= movement.Call >= reentry.Inner && movement.Call < calls.End[reentry.Inner]
                && movement.To == reentry.Contract;
            if (putIn && movement.Call >= calls.End[reentry.Outer] && movement.From == reentry.Contract
                && flows.IsInitiator(movement.To)) return true;
        }

        return false;
    }

    private static bool PaysInitiator(TransactionFlows flows, Reentry reentry)
    {
        CallTable calls = flows.Data.Calls;
        int entry = reentry.Inner;
        while (entry >= 0 && calls.Self[entry] != reentry.Acting) entry = calls.Parent[entry];
        if (entry < 0) return false;
        foreach (ref readonly Movement movement in flows.Movements)
        {
            if (movement.Call > entry && movement.Call < calls.End[entry] && flows.IsInitiator(movement.To)
                && !flows.IsInitiator(movement.From) && movement.From != reentry.Contract) return true;
        }

        return false;
    }

    private void Report(TransactionFlows flows, Reentry reentry, SignalBuffer signals)
    {
        AccountId attacker = FlowText.Attacker(flows);
        List<AccountId> victims = Victims.Of(flows, reentry.Contract);
        if (!victims.Contains(reentry.Acting)) victims.Insert(1, reentry.Acting);
        string contract = FlowText.Name(flows, reentry.Contract);
        string acting = FlowText.Name(flows, reentry.Acting);
        string how = reentry.Kind switch
        {
            ReentryKind.SameFunction => $"entered {contract} again in the same function before it had settled",
            ReentryKind.CrossFunction => $"entered another function of {contract} before it had settled",
            ReentryKind.CrossContract => $"entered {acting}, which works with {contract}, before that had settled",
            _ => $"made {acting} read {contract} before that had settled",
        };
        HarmReport.Add(flows, signals, _options, new HarmDraft
        {
            Detector = Name,
            Confidence = Confidence,
            Victims = [.. victims],
            Attacker = attacker,
            Sentence = $"{FlowText.Name(flows, attacker)} {how} and gained {FlowText.Gains(flows)}",
            Evidence = new JsonObject
            {
                ["kind"] = reentry.Kind.ToString(),
                ["contract"] = contract,
                ["acting"] = acting,
                ["outer"] = EvidenceJson.TraceAddress(flows.Block, reentry.Outer),
                ["inner"] = EvidenceJson.TraceAddress(flows.Block, reentry.Inner),
            },
        });
    }
}
