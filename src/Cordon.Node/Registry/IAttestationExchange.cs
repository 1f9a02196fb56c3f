namespace Cordon.Node.Registry;

/// <summary>Where a guardian's verdicts go: signed, exchanged with its peers, and brought to the chain by whoever first
/// holds a quorum.</summary>
public interface IAttestationExchange
{
    /// <summary>Says that an on-chain incident is an attack. Called once for an incident by a running node, and again
    /// by one that was restarted: the same verdict twice must be as good as once.</summary>
    Task AttestAsync(OnChainIncident incident, CancellationToken cancellation);
}
