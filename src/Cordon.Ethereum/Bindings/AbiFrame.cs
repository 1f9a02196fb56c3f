namespace Cordon.Ethereum.Bindings;

/// <summary>Where a frame of the message being written begins, and where its next head word goes.</summary>
public struct AbiFrame
{
    internal int Start;
    internal int Next;
}
