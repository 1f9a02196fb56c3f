using Cordon.Domain.Attestations;
using Cordon.Ethereum;
using Cordon.Response.Attestations.Chain;

namespace Cordon.Response.Attestations.Pool;

/// <summary>The attestations held about one incident: at most one a guardian and verdict. Not for concurrent use.
/// </summary>
internal sealed class IncidentTally(IncidentSight sight)
{
    private readonly Dictionary<(uint Guardian, Verdict Verdict), Attestation> _held = [];

    public IncidentSight Sight { get; private set; } = sight;

    /// <summary>When a quorum was first held here, null before.</summary>
    public DateTimeOffset? QuorumHeldAt { get; set; }

    public IReadOnlyCollection<Attestation> All => _held.Values;

    /// <summary>Takes a newer look at the chain: keys may have changed, and with them what counts.</summary>
    public void Look(IncidentSight newer) => Sight = newer;

    /// <summary>Whether an attestation of that signer would be new.</summary>
    /// <param name="guardian">Index of the signer's guardian.</param>
    public bool IsNew(uint guardian, Attestation attestation) =>
        !_held.TryGetValue((guardian, attestation.Verdict), out Attestation? old)
        || (!Sight.Seats.ContainsKey(old.Signer) && Sight.Seats.ContainsKey(attestation.Signer));

    /// <summary>Keeps a verified attestation.</summary>
    /// <returns>False where it was not new.</returns>
    public bool Add(uint guardian, Attestation attestation)
    {
        if (!IsNew(guardian, attestation)) return false;
        _held[(guardian, attestation.Verdict)] = attestation;
        return true;
    }

    /// <summary>Drops what does not count any more; a quorum that it carried is held no longer.</summary>
    /// <returns>False where it was not held.</returns>
    public bool Drop(Attestation attestation)
    {
        foreach (((uint, Verdict) place, Attestation held) in _held)
        {
            if (held != attestation) continue;
            _held.Remove(place);
            if (!Sight.IsQuorum(QuorumWeight())) QuorumHeldAt = null;
            return true;
        }

        return false;
    }

    /// <summary>What the chain would have counted for an attack once it has all that is held here.</summary>
    public UInt256 QuorumWeight()
    {
        UInt256 sum = Sight.Record.Attack;
        foreach ((_, Seat seat) in Counting(Verdict.Attack))
        {
            if (!Sight.Counted.Contains(seat.Index)) sum += seat.Weight;
        }

        return sum;
    }

    public Attestation? Find(uint guardian, Verdict verdict) => _held.GetValueOrDefault((guardian, verdict));

    /// <summary>Those that the contract would count for a verdict, with the seat of each.</summary>
    public IEnumerable<(Attestation Attestation, Seat Seat)> Counting(Verdict verdict)
    {
        foreach (((uint _, Verdict said), Attestation attestation) in _held)
        {
            if (said == verdict && Sight.Seats.TryGetValue(attestation.Signer, out Seat seat))
                yield return (attestation, seat);
        }
    }

    public UInt256 Weight(Verdict verdict)
    {
        UInt256 sum = UInt256.Zero;
        foreach ((_, Seat seat) in Counting(verdict)) sum += seat.Weight;
        return sum;
    }
}
