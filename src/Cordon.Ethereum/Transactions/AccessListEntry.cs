namespace Cordon.Ethereum;

/// <summary>An account, and those of its storage slots, that a transaction declares it will touch (EIP-2930).</summary>
public sealed record AccessListEntry(Address Address, IReadOnlyList<Hash256> StorageKeys);
