using Cordon.Ethereum;

namespace Cordon.Arena.Community;

/// <summary>A protocol that Cordon protects.</summary>
/// <param name="Name">What its breaker is called after.</param>
/// <param name="Contract">Under which it is enrolled.</param>
/// <param name="Breaker">Its switch.</param>
public sealed record EnrolledProtocol(string Name, Address Contract, Address Breaker);
