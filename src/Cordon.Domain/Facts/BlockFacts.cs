using Cordon.Domain.Blocks;
using Cordon.Domain.Pricing;

namespace Cordon.Domain.Facts;

/// <summary>What the transactions of one block did. Reused from block to block.</summary>
public sealed class BlockFacts
{
    public BlockData Data { get; } = new();

    public FactTable<Transfer> Transfers { get; } = new();

    /// <summary>One row an account and asset whose balance was touched.</summary>
    public FactTable<BalanceDelta> Balances { get; } = new();

    public FactTable<Swap> Swaps { get; } = new();

    public FactTable<LiquidityChange> Liquidity { get; } = new();

    public FactTable<Loan> Loans { get; } = new();

    public FactTable<FlashLoan> FlashLoans { get; } = new();

    public FactTable<Approval> Approvals { get; } = new();

    public FactTable<ContractChange> Contracts { get; } = new();

    public FactTable<PrivilegeChange> Privileges { get; } = new();

    public FactTable<GovernanceAction> Governance { get; } = new();

    public FactTable<OracleAnswer> Oracles { get; } = new();

    public FactTable<BridgeMessage> Bridges { get; } = new();

    /// <summary>What the block's trades say assets are worth.</summary>
    public Valuation Prices { get; } = new();

    /// <summary>Forgets the facts, not the block they came from.</summary>
    public void Clear()
    {
        Transfers.Clear();
        Balances.Clear();
        Swaps.Clear();
        Liquidity.Clear();
        Loans.Clear();
        FlashLoans.Clear();
        Approvals.Clear();
        Contracts.Clear();
        Privileges.Clear();
        Governance.Clear();
        Oracles.Clear();
        Bridges.Clear();
    }

    /// <summary>Says that the facts added from now on belong to the next transaction.</summary>
    public void BeginTransaction()
    {
        Transfers.BeginTransaction();
        Balances.BeginTransaction();
        Swaps.BeginTransaction();
        Liquidity.BeginTransaction();
        Loans.BeginTransaction();
        FlashLoans.BeginTransaction();
        Approvals.BeginTransaction();
        Contracts.BeginTransaction();
        Privileges.BeginTransaction();
        Governance.BeginTransaction();
        Oracles.BeginTransaction();
        Bridges.BeginTransaction();
    }
}
