using System.Collections.Immutable;
using Cordon.Domain.Attestations;
using Cordon.Ethereum;
using Cordon.Response.Attestations.Chain;

namespace Cordon.Response.Attestations.Pool;

/// <summary>All attestations held, by incident. Safe for concurrent use; signatures are checked outside its lock.
/// </summary>
/// <remarks>Memory is bounded by the chain: incidents watched, times guardians, times two verdicts.</remarks>
internal sealed class AttestationPool(AttestationDomain domain)
{
    private readonly Lock _use = new();
    private readonly Dictionary<Hash256, IncidentTally> _tallies = [];
    private ChainView _view = ChainView.Nothing;

    /// <summary>Takes a new look at the chain.</summary>
    /// <returns>Incidents that were not there before, and those that are gone.</returns>
    public (IReadOnlyList<IncidentSight> New, IReadOnlyList<IncidentSight> Gone) Look(ChainView view)
    {
        lock (_use)
        {
            _view = view;
            IncidentSight[] gone = [.. _tallies.Values
                .Select(tally => tally.Sight)
                .Where(sight => !view.Incidents.ContainsKey(sight.Id))];
            foreach (IncidentSight sight in gone) _tallies.Remove(sight.Id);
            List<IncidentSight> added = [];
            foreach (IncidentSight sight in view.Incidents.Values)
            {
                if (_tallies.TryGetValue(sight.Id, out IncidentTally? tally))
                {
                    tally.Look(sight);
                    continue;
                }

                _tallies[sight.Id] = new IncidentTally(sight);
                added.Add(sight);
            }

            return (added, gone);
        }
    }

    /// <summary>Checks an attestation, and keeps it where it is new.</summary>
    /// <param name="isConfirmed">Whether the chain has said that the signature is right.</param>
    public Admission Admit(Attestation attestation, bool isConfirmed = false)
    {
        uint guardian;
        lock (_use)
        {
            if (!_tallies.TryGetValue(attestation.Incident, out IncidentTally? tally)) return Admission.UnknownIncident;
            if (_view.Time > tally.Sight.RaisedAt + IncidentSight.EquivocationWindow) return Admission.TooLate;
            if (_view.Roster.ByAnyKey(attestation.Signer) is not { } member) return Admission.NotSeated;
            // An old key counts nothing any more; what it said proves a double verdict all the same.
            if (!tally.Sight.IsSeated(member)) return Admission.NotSeated;
            guardian = member.Index;
            if (!tally.IsNew(guardian, attestation)) return Admission.Known;
        }

        if (!isConfirmed)
        {
            if (attestation.Signature.IsContract) return Admission.ForTheChain;
            if (!domain.IsSigned(attestation)) return Admission.BadSignature;
        }

        lock (_use)
        {
            if (!_tallies.TryGetValue(attestation.Incident, out IncidentTally? tally)) return Admission.UnknownIncident;
            return tally.Add(guardian, attestation) ? Admission.Fresh : Admission.Known;
        }
    }

    /// <summary>Drops an attestation that the contract would not count any more.</summary>
    /// <returns>False where it was not held.</returns>
    public bool Drop(Attestation attestation)
    {
        lock (_use)
        {
            return _tallies.TryGetValue(attestation.Incident, out IncidentTally? tally) && tally.Drop(attestation);
        }
    }

    /// <summary>What the guardian of an attestation is held to have said to the contrary; null where nothing.</summary>
    public Attestation? Contrary(Attestation attestation)
    {
        Verdict other = attestation.Verdict == Verdict.Attack ? Verdict.NoAttack : Verdict.Attack;
        lock (_use)
        {
            return _tallies.TryGetValue(attestation.Incident, out IncidentTally? tally)
                && _view.Roster.ByAnyKey(attestation.Signer) is { } member
                    ? tally.Find(member.Index, other)
                    : null;
        }
    }

    /// <summary>The guardian of an attestation's signer, by index, and whether the contract might still count a verdict
    /// of that key; null where it is nobody's.</summary>
    public (uint Guardian, bool MayCount)? SignerOf(Attestation attestation)
    {
        lock (_use)
        {
            return _tallies.TryGetValue(attestation.Incident, out IncidentTally? tally)
                && _view.Roster.ByAnyKey(attestation.Signer) is { } member
                    ? (member.Index, member.Key == attestation.Signer && tally.Sight.IsOpen(_view.Time))
                    : null;
        }
    }

    /// <summary>Whether an attestation is held, for whoever would spare the work of checking it.</summary>
    public bool IsHeld(Attestation attestation)
    {
        lock (_use)
        {
            return _tallies.TryGetValue(attestation.Incident, out IncidentTally? tally)
                && _view.Roster.ByAnyKey(attestation.Signer) is { } member
                && !tally.IsNew(member.Index, attestation);
        }
    }

    /// <summary>What is held about an incident, by signer; null where it is not on the chain.</summary>
    public IReadOnlyList<Attestation>? Held(Hash256 incident)
    {
        lock (_use)
        {
            return _tallies.TryGetValue(incident, out IncidentTally? tally)
                ? [.. tally.All.OrderBy(a => a.Signer).ThenBy(a => a.Verdict)]
                : null;
        }
    }

    /// <summary>The double verdict of a guardian, null where there is none.</summary>
    public Equivocation? FindEquivocation(Attestation attestation)
    {
        lock (_use)
        {
            if (!_tallies.TryGetValue(attestation.Incident, out IncidentTally? tally)) return null;
            if (_view.Roster.ByAnyKey(attestation.Signer) is not { } member) return null;
            return tally.Find(member.Index, Verdict.Attack) is { } attack
                && tally.Find(member.Index, Verdict.NoAttack) is { } noAttack
                    ? new Equivocation(member.Guardian, attack, noAttack)
                    : null;
        }
    }

    /// <summary>How an incident stands, null where it is not on the chain.</summary>
    public IncidentStanding? Standing(Hash256 incident)
    {
        lock (_use)
        {
            return _tallies.TryGetValue(incident, out IncidentTally? tally) ? StandingOf(tally) : null;
        }
    }

    /// <summary>Every incident whose attestations the contract still counts.</summary>
    public IReadOnlyList<IncidentStanding> Open()
    {
        lock (_use)
        {
            return [.. _tallies.Values.Where(tally => tally.Sight.IsOpen(_view.Time)).Select(StandingOf)];
        }
    }

    /// <summary>What would count for a verdict, by signer, with the chain's view of the incident.</summary>
    public (IncidentSight Sight, ImmutableArray<(Attestation Attestation, Seat Seat)> Counting)? Counting(
        Hash256 incident, Verdict verdict)
    {
        lock (_use)
        {
            if (!_tallies.TryGetValue(incident, out IncidentTally? tally)) return null;
            return (tally.Sight, [.. tally.Counting(verdict).OrderBy(pair => pair.Attestation.Signer)]);
        }
    }

    /// <summary>Notes that a quorum of attack verdicts is held, with those that the chain has counted already, once.
    /// </summary>
    /// <returns>The standing where it is the first time, else null.</returns>
    public IncidentStanding? NoteQuorum(Hash256 incident, DateTimeOffset now)
    {
        lock (_use)
        {
            if (!_tallies.TryGetValue(incident, out IncidentTally? tally)) return null;
            if (tally.QuorumHeldAt is not null || !tally.Sight.IsQuorum(tally.QuorumWeight())) return null;
            tally.QuorumHeldAt = now;
            return StandingOf(tally);
        }
    }

    private static IncidentStanding StandingOf(IncidentTally tally) => new()
    {
        Incident = tally.Sight.Id,
        AttackWeight = tally.Weight(Verdict.Attack),
        NoAttackWeight = tally.Weight(Verdict.NoAttack),
        OnDutyWeight = tally.Sight.OnDuty,
        QuorumHeldAt = tally.QuorumHeldAt,
        IsAtQuorumOnChain = tally.Sight.IsAtQuorum,
        IsOwnCounted = tally.Sight.IsOwnCounted,
        RaisedAt = tally.Sight.RaisedAt,
    };
}
