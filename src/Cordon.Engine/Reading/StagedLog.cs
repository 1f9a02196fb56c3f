using Cordon.Domain.Blocks;

namespace Cordon.Engine.Reading;

/// <summary>A log as read, before it is known whether its frame took effect.</summary>
internal struct StagedLog
{
    /// <summary>The frame that emitted it, -1 in a receipt.</summary>
    public int Call;

    /// <summary>Number of the frame's child calls begun before it; before order is resolved.</summary>
    public int Position;

    public AccountId Address;
    public byte TopicCount;
    public LogTable.TopicOffsets Topics;
    public HexSlice Data;
}
