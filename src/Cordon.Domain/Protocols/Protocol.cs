using System.Collections.Immutable;
using Cordon.Ethereum;

namespace Cordon.Domain.Protocols;

/// <summary>A set of contracts on one chain that Cordon protects.</summary>
/// <param name="Name">The operator's name for it, unique among the configured ones.</param>
/// <param name="Chain">Chain id.</param>
/// <param name="Contracts">Its contracts, at least one.</param>
public sealed record Protocol(string Name, ulong Chain, ImmutableArray<Address> Contracts);
