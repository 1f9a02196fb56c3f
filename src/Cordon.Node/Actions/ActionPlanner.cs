using Cordon.Contracts;
using Cordon.Domain.Incidents;
using Cordon.Domain.Policies;
using Cordon.Domain.Sending;
using Cordon.Ethereum;
using Cordon.Node.Settings;

namespace Cordon.Node.Actions;

/// <summary>Turns a decision into the transaction that carries it out. Pure.</summary>
internal static class ActionPlanner
{
    // Measured: a pause costs about 230,000 (contracts/snapshots); what the limit leaves unused costs nothing.
    private const ulong RaiseGasLimit = 500_000;

    private static readonly TimeSpan WorthMin = TimeSpan.FromMinutes(1);

    /// <summary>The transaction, null where there is none: the protocol is not enrolled, its chain has no registry, or
    /// the action has no target.</summary>
    /// <param name="decision">Granted, of an action that contains.</param>
    /// <param name="rivals">What the attacking transactions pay, which must be beaten.</param>
    public static SendRequest? Plan(
        ResponseDecision decision, Incident incident, GuardedProtocol guarded, ChainSettings chain, Bid rivals)
    {
        if (chain.Registry is not { } registry || guarded.Enrolled is not { } enrolled) return null;
        if (BreakerTarget.Of(decision.Action, guarded, incident.Attackers) is not { } target) return null;
        BreakerMode mode = decision.Action == ResponseAction.Throttle ? BreakerMode.Throttled : BreakerMode.Paused;
        var call = new IncidentRegistry.RaiseCall(
            enrolled, target, (byte)mode, IncidentEvidence.Of(incident, enrolled));
        return new SendRequest
        {
            Key = decision.Key,
            Chain = chain.Id,
            To = registry,
            Data = call.Encode(),
            GasLimit = RaiseGasLimit,
            TipToBeat = rivals.Tip,
            FeeToBeat = rivals.FeeMax,
            ExpiresAt = decision.At + (decision.Duration > WorthMin ? decision.Duration : WorthMin),
        };
    }
}
