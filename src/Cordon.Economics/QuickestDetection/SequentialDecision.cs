namespace Cordon.Economics.QuickestDetection;

/// <summary>Where a sequential test stands.</summary>
public enum SequentialDecision
{
    Continue,
    AcceptH0,
    AcceptH1,
}
