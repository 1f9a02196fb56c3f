using Cordon.Domain.Blocks;

namespace Cordon.Detection.Reentrancy;

/// <summary>One entry into something unsettled.</summary>
/// <param name="Kind">What was entered.</param>
/// <param name="Contract">The contract that was still running.</param>
/// <param name="Outer">Its frame that had not ended.</param>
/// <param name="Inner">The frame that came in while it had not.</param>
/// <param name="Acting">The contract that acted on unsettled state: <paramref name="Contract"/> unless another.</param>
public readonly record struct Reentry(ReentryKind Kind, AccountId Contract, int Outer, int Inner, AccountId Acting);
