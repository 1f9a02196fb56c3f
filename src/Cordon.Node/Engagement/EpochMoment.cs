using Cordon.Ethereum;

namespace Cordon.Node.Engagement;

/// <summary>An epoch as it stands at the newest block.</summary>
/// <param name="State">As the contract has it; not opened where <c>OpenedAt</c> is 0.</param>
/// <param name="Now">Time of the newest block, seconds since 1970.</param>
/// <param name="Current">The epoch that holds this moment.</param>
/// <param name="FreshUntil">Until when the guardian's clock runs.</param>
internal sealed record EpochMoment(
    ulong Number, Contracts.Engagement.Epoch State, EngagementTerms Terms, Address Guardian, ulong Now, ulong Current,
    ulong FreshUntil);
