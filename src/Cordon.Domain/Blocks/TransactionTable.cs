using Cordon.Domain.Memory;
using Cordon.Ethereum;

namespace Cordon.Domain.Blocks;

/// <summary>The transactions of a block in block order, one column a property.</summary>
public sealed class TransactionTable
{
    public Column<Hash256> Hash { get; } = new();

    /// <summary>Position in the block as the chain has it: a partial recording may hold only some.</summary>
    public Column<int> Position { get; } = new();

    public Column<AccountId> From { get; } = new();

    /// <summary>The callee, or the created contract where known.</summary>
    public Column<AccountId> To { get; } = new();

    public Column<bool> IsCreation { get; } = new();

    public Column<UInt256> Value { get; } = new();

    public Column<HexSlice> Input { get; } = new();

    /// <summary>Nonce of the sender, -1 where unknown.</summary>
    public Column<long> Nonce { get; } = new();

    public Column<TransactionStatus> Status { get; } = new();

    /// <summary>0 where unknown.</summary>
    public Column<ulong> GasUsed { get; } = new();

    /// <summary>Effective price in wei, 0 where unknown.</summary>
    public Column<UInt256> GasPrice { get; } = new();

    public Column<RowRange> Calls { get; } = new();

    public Column<RowRange> Logs { get; } = new();

    public Column<bool> HasCalls { get; } = new();

    public Column<bool> HasLogs { get; } = new();

    /// <summary>True where trace and receipt hold different numbers of logs; the receipt's were kept.</summary>
    public Column<bool> LogsDisagree { get; } = new();

    public int Count => Hash.Count;

    public int Add()
    {
        int index = Count;
        Hash.Add() = default;
        Position.Add() = index;
        From.Add() = AccountId.None;
        To.Add() = AccountId.None;
        IsCreation.Add() = false;
        Value.Add() = default;
        Input.Add() = default;
        Nonce.Add() = -1;
        Status.Add() = TransactionStatus.Unknown;
        GasUsed.Add() = 0;
        GasPrice.Add() = default;
        Calls.Add() = default;
        Logs.Add() = default;
        HasCalls.Add() = false;
        HasLogs.Add() = false;
        LogsDisagree.Add() = false;
        return index;
    }

    public void Clear()
    {
        Hash.Clear();
        Position.Clear();
        From.Clear();
        To.Clear();
        IsCreation.Clear();
        Value.Clear();
        Input.Clear();
        Nonce.Clear();
        Status.Clear();
        GasUsed.Clear();
        GasPrice.Clear();
        Calls.Clear();
        Logs.Clear();
        HasCalls.Clear();
        HasLogs.Clear();
        LogsDisagree.Clear();
    }
}
