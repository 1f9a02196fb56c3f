using Cordon.Detection.Flows;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Signals;

namespace Cordon.Detection.GovernanceAttack;

/// <summary>Finds votes on borrowed or fresh tokens and proposals that are decided and used in one breath.</summary>
/// <remarks>Honest governance leaves time between getting votes, voting and executing; an attack cannot.</remarks>
public sealed class GovernanceAttackDetector(GovernanceAttackOptions options) : IDetector
{
    private readonly GovernanceAttackOptions _options = OptionsCheck.Valid(options);

    public GovernanceAttackDetector() : this(new GovernanceAttackOptions()) { }

    public string Name => "governance-attack";

    public void Inspect(BlockFacts block, SignalBuffer signals)
    {
        for (int row = 0; row < block.Governance.Count; row++)
        {
            GovernanceAction action = block.Governance[row];
            if (IsRepeat(block, row)) continue;
            if (action.Kind == GovernanceKind.Executed) JudgeExecution(block, action, signals);
            if (action.Kind == GovernanceKind.VoteCast) JudgeVote(block, action, signals);
        }
    }

    private static bool IsRepeat(BlockFacts block, int row)
    {
        ref readonly GovernanceAction action = ref block.Governance[row];
        for (int before = block.Governance.RangeOf(action.Tx).Start; before < row; before++)
        {
            if (block.Governance[before].Kind == action.Kind && block.Governance[before].Governor == action.Governor)
                return true;
        }

        return false;
    }

    private void JudgeExecution(BlockFacts block, GovernanceAction executed, SignalBuffer signals)
    {
        bool isDecidedHere = DecidedInBlock(block, executed);
        bool hasPower = block.Privileges.RangeOf(executed.Tx).Count > 0
            || block.Transfers.RangeOf(executed.Tx).Count > 0;
        if (isDecidedHere)
        {
            GovernanceAttackReport.Add(
                block, signals, Name, _options, executed, hasPower ? Severity.High : Severity.Medium,
                "was proposed or voted on in the block that executed it",
                hasPower ? "which moved funds or privileges" : "with no funds or privileges moved", 0.9);
            return;
        }

        if (IsUsedAtOnce(block, executed))
        {
            GovernanceAttackReport.Add(block, signals, Name, _options, executed, Severity.High,
                "was executed by a contract that then took value in the same transaction",
                "with what it changed still fresh", 0.75);
        }
    }

    private static bool DecidedInBlock(BlockFacts block, GovernanceAction executed)
    {
        foreach (ref readonly GovernanceAction action in block.Governance.Rows)
        {
            if (action.Tx > executed.Tx) break;
            if (action.Kind is GovernanceKind.Proposed or GovernanceKind.VoteCast
                && action.Governor == executed.Governor && action.ProposalId == executed.ProposalId) return true;
        }

        return false;
    }

    // The executor is a contract of the sender's, and it borrows or gains for nothing after the execution.
    private static bool IsUsedAtOnce(BlockFacts block, GovernanceAction executed)
    {
        if (executed.Call < 0 || LoadedFlows.Of(block, executed.Tx) is not { } flows) return false;

        AccountId callee = block.Data.Calls.Self[flows.Calls.Start];
        if (callee == executed.Governor || !CalledByInitiator(flows, executed.Call)) return false;
        foreach (ref readonly Loan loan in block.Loans.OfTransaction(executed.Tx))
        {
            if (loan.Kind is LoanKind.Borrow && loan.Call > executed.Call && flows.IsInitiator(loan.Account))
                return true;
        }

        return flows.IsFreeGain && HasGainAfter(flows, executed.Call);
    }

    private static bool CalledByInitiator(TransactionFlows flows, int call)
    {
        CallTable calls = flows.Data.Calls;
        AccountId callee = calls.Self[flows.Calls.Start];
        for (int step = call; step >= 0; step = calls.Parent[step])
        {
            if (calls.From[step] == callee && calls.Parent[step] >= 0) return true;
        }

        return false;
    }

    private static bool HasGainAfter(TransactionFlows flows, int call)
    {
        int end = flows.Data.Calls.End[call];
        foreach (ref readonly Movement movement in flows.Movements)
        {
            if (movement.Call >= end && flows.IsInitiator(movement.To) && !flows.IsInitiator(movement.From))
                return true;
        }

        return false;
    }

    private void JudgeVote(BlockFacts block, GovernanceAction vote, SignalBuffer signals)
    {
        if (block.FlashLoans.RangeOf(vote.Tx).Count > 0)
        {
            GovernanceAttackReport.Add(block, signals, Name, _options, vote, Severity.Medium,
                "was voted on in a transaction that runs on borrowed money", "so the votes may be borrowed", 0.7);
        }
        else if (IsFresh(block, vote))
        {
            GovernanceAttackReport.Add(block, signals, Name, _options, vote, Severity.Low,
                "was voted on by an account that received about as many tokens in the same block",
                "which counts only where votes are not taken from an earlier block", 0.4);
        }
    }

    private bool IsFresh(BlockFacts block, GovernanceAction vote)
    {
        if (vote.Weight.IsZero) return false;

        double freshMin = _options.FreshBpsMin / 10_000.0;
        foreach (ref readonly Transfer transfer in block.Transfers.Rows)
        {
            if (transfer.Tx > vote.Tx) break;
            if (transfer.To == vote.Account && transfer.Kind == TransferKind.Erc20
                && (double)transfer.Amount >= freshMin * (double)vote.Weight
                && (double)transfer.Amount * freshMin <= (double)vote.Weight) return true;
        }

        return false;
    }
}
