using Cordon.Domain.Blocks;
using Cordon.Ethereum;

namespace Cordon.Engine.Reading;

/// <summary>One entry of Parity's flat traces, its fields gathered from <c>action</c> and <c>result</c>.</summary>
internal struct ParityEntry
{
    public ParityKind Kind;
    public CallKind CallType;
    public bool HasFailed;
    public bool HasOutput;
    public Hash256 TransactionHash;

    /// <summary>-1 where the entry does not say.</summary>
    public int Position;

    /// <summary>-1 where the entry does not say.</summary>
    public int Subtraces;

    public AccountId From;

    /// <summary>Callee, created contract, or who got what a destroyed contract held.</summary>
    public AccountId To;

    public UInt256? Value;
    public HexSlice Input;
    public HexSlice Output;

    public readonly bool IsReward => Kind == ParityKind.Reward;

    public readonly void WriteTo(ReadingState state, int row)
    {
        CallTable calls = state.Block.Calls;
        calls.Kind[row] = Kind switch
        {
            ParityKind.Call => CallType,
            ParityKind.Create => CallType == CallKind.Create2 ? CallKind.Create2 : CallKind.Create,
            _ => CallKind.SelfDestruct,
        };
        calls.From[row] = From;
        calls.To[row] = To;
        calls.Value[row] = Value ?? default;
        calls.Output[row] = Output;
        calls.Flags[row] = (HasFailed ? CallFlags.Failed : CallFlags.None)
            | (HasOutput ? CallFlags.None : CallFlags.NoOutput)
            | (Value is null ? CallFlags.NoValue : CallFlags.None);
        state.SetInput(row, Input);
    }
}
