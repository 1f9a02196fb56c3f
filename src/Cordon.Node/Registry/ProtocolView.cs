using System.Collections.Immutable;
using Cordon.Ethereum;
using Cordon.Node.Actions;

namespace Cordon.Node.Registry;

/// <summary>What a registry and a breaker say about one protocol at one block.</summary>
/// <param name="IsEnrolled">Whether the registry listens to guardians about it.</param>
/// <param name="Breaker">Its circuit breaker.</param>
/// <param name="SoloPause">The longest that one guardian's action lasts by policy.</param>
/// <param name="SoloBudget">What is left of it for all guardians together.</param>
/// <param name="CanRaise">Whether this guardian is on duty, has waited long enough and has bond for a pause.</param>
/// <param name="InForce">What each asked target may do.</param>
internal sealed record ProtocolView(
    bool IsEnrolled, Address Breaker, TimeSpan SoloPause, TimeSpan SoloBudget, bool CanRaise,
    ImmutableDictionary<Hash256, BreakerMode> InForce);
