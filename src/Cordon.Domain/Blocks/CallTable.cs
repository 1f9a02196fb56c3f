using Cordon.Domain.Memory;
using Cordon.Ethereum;

namespace Cordon.Domain.Blocks;

/// <summary>The frames of a block in execution order (a parent before its children), one column a property.</summary>
public sealed class CallTable
{
    /// <summary>Index of the transaction within the block.</summary>
    public Column<int> Tx { get; } = new();

    /// <summary>Index of the calling frame, -1 for a transaction's outermost.</summary>
    public Column<int> Parent { get; } = new();

    /// <summary>Which child of its parent the frame is, from 0: the last element of its trace address.</summary>
    public Column<int> ChildIndex { get; } = new();

    /// <summary>Index after the frame's last descendant.</summary>
    public Column<int> End { get; } = new();

    /// <summary>0 for the outermost frame.</summary>
    public Column<int> Depth { get; } = new();

    public Column<CallKind> Kind { get; } = new();

    public Column<CallFlags> Flags { get; } = new();

    public Column<AccountId> From { get; } = new();

    /// <summary>The code that runs (for a delegate call not the account that it acts as);
    /// the created contract.</summary>
    public Column<AccountId> To { get; } = new();

    /// <summary>The account whose storage and balance the frame acts on.</summary>
    public Column<AccountId> Self { get; } = new();

    public Column<UInt256> Value { get; } = new();

    /// <summary>First four bytes of the input, 0 where there are fewer.</summary>
    public Column<uint> Selector { get; } = new();

    /// <summary>The whole input, selector included; the init code of a creation.</summary>
    public Column<HexSlice> Input { get; } = new();

    /// <summary>Return data or revert data; the deployed code of a creation.</summary>
    public Column<HexSlice> Output { get; } = new();

    public int Count => Tx.Count;

    public bool TookEffect(int call) => (Flags[call] & CallFlags.Reverted) == CallFlags.None;

    /// <summary>Appends an empty row; the caller writes every column.</summary>
    public int Add()
    {
        int index = Count;
        Tx.Add() = 0;
        Parent.Add() = -1;
        ChildIndex.Add() = 0;
        End.Add() = index + 1;
        Depth.Add() = 0;
        Kind.Add() = CallKind.Call;
        Flags.Add() = CallFlags.NoValue | CallFlags.NoOutput;
        From.Add() = AccountId.None;
        To.Add() = AccountId.None;
        Self.Add() = AccountId.None;
        Value.Add() = default;
        Selector.Add() = 0;
        Input.Add() = default;
        Output.Add() = default;
        return index;
    }

    public void Clear()
    {
        Tx.Clear();
        Parent.Clear();
        ChildIndex.Clear();
        End.Clear();
        Depth.Clear();
        Kind.Clear();
        Flags.Clear();
        From.Clear();
        To.Clear();
        Self.Clear();
        Value.Clear();
        Selector.Clear();
        Input.Clear();
        Output.Clear();
    }
}
