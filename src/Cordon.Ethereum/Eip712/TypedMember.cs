namespace Cordon.Ethereum;

/// <summary>A member of an EIP-712 struct; the type may be elementary, another struct, or arrays of either.</summary>
internal sealed record TypedMember(string Name, string Type);
