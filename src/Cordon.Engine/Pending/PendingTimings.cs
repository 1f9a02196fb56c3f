namespace Cordon.Engine.Pending;

/// <summary>Where the time from the node's notice to the verdict went.</summary>
/// <param name="Fetch">From the notice until the body was here; the parsing alone where the notice held it.</param>
/// <param name="Wait">In the queue.</param>
/// <param name="Simulate">Waiting for the node to run it.</param>
/// <param name="Detect">Reading the answer, facts and detectors.</param>
public readonly record struct PendingTimings(TimeSpan Fetch, TimeSpan Wait, TimeSpan Simulate, TimeSpan Detect)
{
    public TimeSpan Total => Fetch + Wait + Simulate + Detect;
}
