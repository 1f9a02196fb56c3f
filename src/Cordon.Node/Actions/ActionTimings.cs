using Cordon.Engine.Pending;

namespace Cordon.Node.Actions;

/// <summary>Where the time went from a node's notice of a pending attack to the answer's bytes on their way.</summary>
/// <param name="Verdict">From the notice to the verdict.</param>
/// <param name="Decide">From the verdict to the decision: handing over, correlation, policy.</param>
/// <param name="Keep">Waiting for the decision and the signed transaction to be on the disk, in one.</param>
/// <param name="Sign">Signing.</param>
/// <param name="Write">Handing the bytes to the endpoints.</param>
/// <param name="Total">From the notice until the bytes were handed over, everything included.</param>
public readonly record struct ActionTimings(
    PendingTimings Verdict, TimeSpan Decide, TimeSpan Keep, TimeSpan Sign, TimeSpan Write, TimeSpan Total);
