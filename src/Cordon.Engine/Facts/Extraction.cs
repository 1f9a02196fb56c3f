using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Memory;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts;

/// <summary>The transaction at hand while its facts are extracted, and the scratch memory of the block.</summary>
/// <remarks>All memory is kept from block to block, so that a warm extraction allocates nothing.</remarks>
internal sealed partial class Extraction
{
    private BlockFacts? _facts;

    public BlockFacts Facts => _facts ?? throw new InvalidOperationException("No block is being extracted.");

    public BlockData Data => Facts.Data;

    public CallTable Calls => Facts.Data.Calls;

    public LogTable Logs => Facts.Data.Logs;

    public int Tx { get; private set; }

    public RowRange CallRows { get; private set; }

    public RowRange LogRows { get; private set; }

    public bool HasCalls { get; private set; }

    public bool HasLogs { get; private set; }

    /// <summary>True where the frames may be read for facts that the logs leave open.</summary>
    /// <remarks>
    /// False where logs came by receipts apart from the trace: they could not be told from their frames.
    /// </remarks>
    public bool ReadsCalls { get; private set; }

    /// <summary>First transfer of the transaction at hand.</summary>
    public int FirstTransfer { get; private set; }

    /// <summary>What each account was seen to be in this block.</summary>
    public AccountScratch<AccountMarks> Marks { get; } = new();

    /// <summary>Latest known holdings of the two-token pools of this block.</summary>
    public AccountScratch<PoolReserves> Reserves { get; } = new();

    /// <summary>One flag a transfer of the block: whether a swap or deposit has accounted for it.</summary>
    public Column<bool> Consumed { get; } = new();

    public void BeginBlock(BlockFacts facts)
    {
        _facts = facts;
        Marks.Clear();
        Reserves.Clear();
        Consumed.Clear();
        _covered.Clear();
        for (int call = 0; call < facts.Data.Calls.Count; call++) _covered.Add() = false;
    }

    public void BeginTransaction(int tx)
    {
        TransactionTable transactions = Data.Transactions;
        Tx = tx;
        CallRows = transactions.Calls[tx];
        LogRows = transactions.Logs[tx];
        HasCalls = transactions.HasCalls[tx];
        HasLogs = transactions.HasLogs[tx];
        ReadsCalls = HasCalls && (!HasLogs || LogRows.Count == 0 || Logs.Call[LogRows.Start] >= 0);
        FirstTransfer = Facts.Transfers.Count;

        // Between two transactions that do not follow each other anything may have happened to a pool.
        bool follows = tx > 0 && transactions.Position[tx] == transactions.Position[tx - 1] + 1;
        if (!follows || (!HasCalls && !HasLogs)) Reserves.Clear();
    }

    /// <summary>
    /// Adds a transfer; a log that names no account or a frame that moves to itself nothing is dropped.
    /// </summary>
    public void Move(
        TransferKind kind, int call, int log, AccountId asset, AccountId from, AccountId to,
        in UInt256 amount, in UInt256 tokenId = default)
    {
        if (asset.IsNone || from.IsNone || to.IsNone) return;

        ref Transfer transfer = ref Facts.Transfers.Add();
        transfer.Tx = Tx;
        transfer.Call = call;
        transfer.Log = log;
        transfer.Kind = kind;
        transfer.Asset = asset;
        transfer.From = from;
        transfer.To = to;
        transfer.Amount = amount;
        transfer.TokenId = tokenId;
        Consumed.Add() = false;
    }

    public ReadOnlySpan<Transfer> Transfers => Facts.Transfers.Rows[FirstTransfer..];
}
