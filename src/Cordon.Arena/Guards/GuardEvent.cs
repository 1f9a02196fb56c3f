using Cordon.Ethereum;

namespace Cordon.Arena.Guards;

/// <summary>A step of a guard.</summary>
/// <param name="Kind">Which.</param>
/// <param name="At">When, in the monotonic time of the trial's <see cref="TimeProvider"/>.</param>
/// <param name="Text">What, in a sentence.</param>
/// <param name="Transaction">What it is about, or the guard's own transaction once it is sent.</param>
public sealed record GuardEvent(GuardEventKind Kind, long At, string Text, Hash256? Transaction = null);
