using System.Collections.Immutable;
using Cordon.Detection.Reporting;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Cli.Stories;

/// <summary>Tells a transaction's facts as sentences, in the order in which they happened.</summary>
internal sealed class Narrator
{
    private const int StepsMax = 80;

    private readonly BlockFacts _block;
    private readonly int _tx;
    private readonly List<(int Order, string Text)> _steps = [];

    private Narrator(BlockFacts block, int tx) => (_block, _tx) = (block, tx);

    private BlockData Data => _block.Data;

    /// <summary>The sentences; the last one says how many were left out.</summary>
    public static ImmutableArray<string> Tell(BlockFacts block, int tx)
    {
        Narrator narrator = new(block, tx);
        narrator.TellContracts();
        narrator.TellFlashLoans();
        narrator.TellSwaps();
        narrator.TellLiquidity();
        narrator.TellLoans();
        narrator.TellRights();
        narrator.TellGovernance();
        narrator.TellOraclesAndBridges();
        narrator.TellTransfers();

        List<string> sentences = Repetition.Fold(
            [.. narrator._steps.OrderBy(step => step.Order).Select(step => step.Text)]);
        return sentences.Count <= StepsMax
            ? [.. sentences]
            : [.. sentences.Take(StepsMax), $"… and {sentences.Count - StepsMax} more steps."];
    }

    private void TellContracts()
    {
        foreach (ContractChange change in _block.Contracts.OfTransaction(_tx))
        {
            string text = change.IsCreated
                ? $"{Name(change.Counterparty)} created the contract {Name(change.Contract)}."
                : $"The contract {Name(change.Contract)} destroyed itself and left what it held to "
                    + $"{Name(change.Counterparty)}.";
            Add(change.Call, -1, text);
        }
    }

    private void TellFlashLoans()
    {
        foreach (FlashLoan loan in _block.FlashLoans.OfTransaction(_tx))
        {
            string fee = loan.Fee.IsZero ? "free of charge" : $"for a fee of {Amount(loan.Asset, loan.Fee)}";
            string venue = loan.Venue == FlashLoanVenue.Generic ? "" : $" ({loan.Venue})";
            Add(loan.Call, loan.Log, $"{Name(loan.Borrower)} borrowed {Amount(loan.Asset, loan.Amount)} from "
                + $"{Name(loan.Lender)}{venue} until the end of the transaction, {fee}.");
        }
    }

    private void TellSwaps()
    {
        foreach (Swap swap in _block.Swaps.OfTransaction(_tx))
        {
            Add(swap.Call, swap.Log, $"{Name(swap.Sender)} swapped {Amount(swap.TokenIn, swap.AmountIn)} for "
                + $"{Amount(swap.TokenOut, swap.AmountOut)} in the pool {Name(swap.Pool)} ({swap.Venue}).");
        }
    }

    private void TellLiquidity()
    {
        foreach (LiquidityChange change in _block.Liquidity.OfTransaction(_tx))
        {
            string verb = change.IsAdded ? "added" : "took";
            string place = change.IsAdded ? "to" : "out of";
            string amount = Amount(change.Asset, change.Amount);
            Add(change.Call, change.Log,
                $"{Name(change.Provider)} {verb} {amount} {place} the pool {Name(change.Pool)} ({change.Venue}).");
        }
    }

    private void TellLoans()
    {
        foreach (Loan loan in _block.Loans.OfTransaction(_tx))
        {
            string amount = Amount(loan.Asset, loan.Amount);
            string market = $"{Name(loan.Market)} ({loan.Protocol})";
            string text = loan.Kind switch
            {
                LoanKind.Deposit => $"{Name(loan.Account)} deposited {amount} in {market}.",
                LoanKind.Withdraw => $"{Name(loan.Account)} withdrew {amount} from {market}.",
                LoanKind.Borrow => $"{Name(loan.Account)} borrowed {amount} from {market}.",
                LoanKind.Repay => $"{Name(loan.Actor)} repaid {amount} to {market} for {Name(loan.Account)}.",
                _ => $"{Name(loan.Actor)} liquidated {Name(loan.Account)} in {market}: paid {amount}, received "
                    + $"{Amount(loan.CollateralAsset, loan.CollateralAmount)}.",
            };
            Add(loan.Call, loan.Log, text);
        }
    }

    private void TellRights()
    {
        foreach (Approval approval in _block.Approvals.OfTransaction(_tx))
        {
            string extent = approval switch
            {
                { Kind: ApprovalKind.ForAll, Amount.IsZero: true } => "no longer move",
                { Kind: ApprovalKind.ForAll } => "move every token of",
                { Amount.IsZero: true } => "no longer move",
                { Kind: ApprovalKind.Erc721 } => $"move token no. {approval.Amount} of",
                _ when approval.Amount == UInt256.MaxValue => "move any amount of",
                _ => $"move {Amount(approval.Token, approval.Amount)} of",
            };
            string how = approval.Kind is ApprovalKind.Permit or ApprovalKind.Permit2 ? " by a signature" : "";
            Add(approval.Call, approval.Log, $"{Name(approval.Owner)} let {Name(approval.Spender)} {extent} its "
                + $"{Name(approval.Token)}{how}.");
        }

        foreach (PrivilegeChange change in _block.Privileges.OfTransaction(_tx))
        {
            string subject = change.Subject.IsNone ? "" : $": now {Name(change.Subject)}";
            string previous = change.Previous.IsNone ? "" : $", before {Name(change.Previous)}";
            Add(change.Call, change.Log, $"{Name(change.Sender)} changed who rules {Name(change.Contract)}, "
                + $"{Words(change.Kind.ToString())}{subject}{previous}.");
        }
    }

    private void TellGovernance()
    {
        foreach (GovernanceAction action in _block.Governance.OfTransaction(_tx))
        {
            string target = action.Target.IsNone ? "" : $" on {Name(action.Target)}";
            Add(action.Call, action.Log, $"Governance {Name(action.Governor)}: {Words(action.Kind.ToString())} by "
                + $"{Name(action.Account)}{target}, proposal {action.ProposalId}.");
        }
    }

    private void TellOraclesAndBridges()
    {
        foreach (OracleAnswer answer in _block.Oracles.OfTransaction(_tx))
        {
            if (answer.IsRead) continue; // reads are many and in the call tree
            Add(answer.Call, answer.Log, $"{Name(answer.Account)} published the price {answer.Answer} at the oracle "
                + $"{Name(answer.Feed)}.");
        }

        foreach (BridgeMessage message in _block.Bridges.OfTransaction(_tx))
        {
            string amount = Amount(message.Asset, message.Amount);
            Add(message.Call, message.Log, message.IsRelease
                ? $"The bridge {Name(message.Bridge)} released {amount} to {Name(message.Account)}."
                : $"{Name(message.Account)} locked {amount} in the bridge {Name(message.Bridge)}.");
        }
    }

    // Most transfers are parts of what was told already; the flows list them all. Told are those that make or
    // destroy tokens, and all of them where nothing else happened.
    private void TellTransfers()
    {
        bool isAllThereIs = _steps.Count == 0;
        foreach (Transfer transfer in _block.Transfers.OfTransaction(_tx))
        {
            bool wraps = transfer.Kind is TransferKind.Wrap or TransferKind.Unwrap;
            if (transfer.Amount.IsZero || (!isAllThereIs && (wraps || !(transfer.IsMint || transfer.IsBurn)))) continue;

            string amount = Amount(transfer.Asset, transfer.Amount);
            string text = transfer switch
            {
                { IsMint: true } => $"{amount} came into being for {Name(transfer.To)}.",
                { IsBurn: true } => $"{amount} of {Name(transfer.From)} were destroyed.",
                _ => $"{Name(transfer.From)} gave {Name(transfer.To)} {amount}.",
            };
            Add(transfer.Call, transfer.Log, text);
        }
    }

    // Frames are numbered in execution order; a log follows the frame begun last before it.
    private void Add(int call, int log, string text)
    {
        int frame = call >= 0 ? call : log >= 0 ? Data.Logs.AfterCall[log] : -1;
        _steps.Add((frame, text));
    }

    private string Amount(AccountId asset, UInt256 amount) => AmountText.Of(_block, asset, amount);

    private string Name(AccountId account)
    {
        if (account.IsNone) return "somebody";
        string address = Data.Accounts[account].ToString();
        if (account == Data.Transactions.From[_tx]) return $"the sender {address}";
        return account == AccountId.Zero ? "nobody (the zero address)" : address;
    }

    // OwnershipTransferred becomes "ownership transferred".
    private static string Words(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? " " : "") + char.ToLowerInvariant(c) : $"{c}"));
}
