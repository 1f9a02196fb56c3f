using Cordon.Domain.Memory;

namespace Cordon.Domain.Blocks;

/// <summary>The logs of a block in execution order, one column a property.</summary>
/// <remarks>Logs of reverted frames are never stored: the chain does not have them either.</remarks>
public sealed class LogTable
{
    public const int TopicsMax = 4;

    public Column<int> Tx { get; } = new();

    /// <summary>The frame that emitted the log, -1 where only receipts are known.</summary>
    public Column<int> Call { get; } = new();

    /// <summary>The last frame begun before the log, -1 where only receipts are known;
    /// orders logs among calls.</summary>
    public Column<int> AfterCall { get; } = new();

    public Column<AccountId> Address { get; } = new();

    /// <summary>First eight bytes of topic 0, big-endian, 0 for an anonymous log:
    /// enough to tell events apart.</summary>
    public Column<ulong> Signature { get; } = new();

    /// <summary>0 to 4.</summary>
    public Column<byte> TopicCount { get; } = new();

    /// <summary>Offset in the raw bytes of each topic's 64 hex digits.</summary>
    public Column<TopicOffsets> Topics { get; } = new();

    public Column<HexSlice> Data { get; } = new();

    public int Count => Tx.Count;

    public int Add()
    {
        int index = Count;
        Tx.Add() = 0;
        Call.Add() = -1;
        AfterCall.Add() = -1;
        Address.Add() = AccountId.None;
        Signature.Add() = 0;
        TopicCount.Add() = 0;
        Topics.Add() = default;
        Data.Add() = default;
        return index;
    }

    public void Clear() => Truncate(0);

    /// <summary>Forgets the rows from <paramref name="count"/> on.</summary>
    public void Truncate(int count)
    {
        Tx.Truncate(count);
        Call.Truncate(count);
        AfterCall.Truncate(count);
        Address.Truncate(count);
        Signature.Truncate(count);
        TopicCount.Truncate(count);
        Topics.Truncate(count);
        Data.Truncate(count);
    }

    /// <summary>Where each topic's hex digits begin.</summary>
    [System.Runtime.CompilerServices.InlineArray(TopicsMax)]
    public struct TopicOffsets
    {
        private int _first;
    }
}
