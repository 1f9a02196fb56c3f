using Cordon.Ethereum;

namespace Cordon.Response.Attestations.Chain;

/// <summary>A registered guardian.</summary>
/// <param name="Guardian">The account that registered.</param>
/// <param name="Index">1, 2, 3 … in the order of registration.</param>
/// <param name="Key">What its node signs with today.</param>
/// <param name="Endpoint">Where its node says it can be reached: a stranger's text.</param>
public sealed record Member(Address Guardian, uint Index, Address Key, string Endpoint, bool IsOnDuty);
