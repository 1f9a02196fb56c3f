using Cordon.Domain.Attestations;

namespace Cordon.Response.Attestations.Safes;

/// <summary>A verdict that this owner has decided on and that the chain has not counted yet.</summary>
/// <param name="Until">From then on it counts nothing any more.</param>
internal sealed record SafeCase(Verdict Verdict, DateTimeOffset Until)
{
    /// <summary>When this owner brings it, if nobody has before; null while it is not complete.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>Whether this owner has sent the verdict to the registry.</summary>
    public bool IsBrought { get; set; }

    /// <summary>What was sent or said, so that it is told once.</summary>
    public HashSet<string> Sent { get; } = [];
}
