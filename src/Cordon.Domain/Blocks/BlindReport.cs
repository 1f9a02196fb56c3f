namespace Cordon.Domain.Blocks;

/// <summary>Something a source could not deliver from a block on; the engine makes it a signal of `blind`.</summary>
/// <param name="Missing">What is not there, stable between runs: <c>traces</c>, <c>logs</c>.</param>
/// <param name="Cause">Why, as a clause: <c>the endpoint has neither debug_ nor trace_ methods</c>.</param>
/// <param name="Unseen">What can therefore not be found: names of detectors, or facts in words.</param>
public sealed record BlindReport(string Missing, string Cause, IReadOnlyList<string> Unseen)
{
    /// <summary>True where it says nothing about the blocks that follow.</summary>
    public bool ConcernsOneBlock { get; init; }
}
