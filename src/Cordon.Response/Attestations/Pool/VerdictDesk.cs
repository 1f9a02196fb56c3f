using Cordon.Domain.Attestations;
using Cordon.Domain.Ports;
using Cordon.Ethereum;
using Cordon.Response.Signing;

namespace Cordon.Response.Attestations.Pool;

/// <summary>Signs this guardian's verdicts, one an incident, whatever happens.</summary>
/// <remarks>The decision is on the disk before the key is asked: a signature that exists is one of the decision.
/// </remarks>
internal sealed class VerdictDesk(AttestationDomain domain, ExchangePorts ports, AttestationPool pool)
{
    private Address Key => ports.Signer.Address;

    /// <summary>Decides and signs.</summary>
    /// <param name="time">The chain's.</param>
    /// <returns>The attestation, and whether it is new.</returns>
    /// <exception cref="AttestationRefusedException">There is a reason not to.</exception>
    /// <exception cref="StoreException">Nothing was decided.</exception>
    /// <exception cref="SigningException">The decision stands and is not signed.</exception>
    public async Task<(Attestation Attestation, bool IsFresh)> DecideAsync(
        Hash256 incident, Verdict verdict, DateTimeOffset time, CancellationToken cancellation)
    {
        if (pool.Counting(incident, verdict) is not { } held)
            throw new AttestationRefusedException($"Incident {incident} is not on the chain.");
        if (!held.Sight.IsOpen(time))
            throw new AttestationRefusedException($"Incident {incident} takes no verdicts any more.", isFinal: true);
        if (!held.Sight.Seats.ContainsKey(Key))
        {
            throw new AttestationRefusedException(
                $"{Key} had no weight when {incident} was raised: it is no guardian's key, or was not on duty.",
                isFinal: true);
        }

        Verdict? decided = ports.Journal.FindDecision(incident);
        // Without the decision the journal is a new or an old one, and nobody knows which verdict it was.
        if (decided is null && (held.Sight.IsOwnCounted || OwnOf(incident) is not null))
        {
            throw new AttestationRefusedException(
                $"{Key} has given a verdict about {incident} that this journal does not know: restore the journal. "
                + "Signing once more could be the other verdict, which is slashed.", isFinal: true);
        }

        Verdict stands = decided ?? ports.Journal.Decide(incident, verdict);
        return stands == verdict
            ? await SignAsync(incident, verdict, cancellation)
            : throw new AttestationRefusedException(
                $"About {incident} the verdict {stands} was given before.", isFinal: true);
    }

    /// <summary>Signs again what was decided before, after a restart.</summary>
    /// <returns>Null where nothing was decided, or it is held already.</returns>
    public async Task<Attestation?> ResumeAsync(Hash256 incident, CancellationToken cancellation)
    {
        if (ports.Journal.FindDecision(incident) is not { } verdict) return null;
        return await SignAsync(incident, verdict, cancellation) is (var own, true) ? own : null;
    }

    /// <summary>Whether an attestation of our key says what we did not decide.</summary>
    public bool IsMisuse(Attestation attestation) =>
        attestation.Signer == Key && ports.Journal.FindDecision(attestation.Incident) != attestation.Verdict;

    private Attestation? OwnOf(Hash256 incident) =>
        pool.Held(incident)?.FirstOrDefault(attestation => attestation.Signer == Key);

    private async Task<(Attestation Attestation, bool IsFresh)> SignAsync(
        Hash256 incident, Verdict verdict, CancellationToken cancellation)
    {
        if (pool.Held(incident)?.FirstOrDefault(a => a.Signer == Key && a.Verdict == verdict) is { } before)
            return (before, false);
        Signature signature = await ports.Signer.SignTypedDataAsync(domain.TypedData(incident, verdict), cancellation);
        var attestation = new Attestation(incident, verdict, Key, CompactSignature.Of(signature));
        return pool.Admit(attestation) switch
        {
            Admission.Fresh => (attestation, true),
            Admission.Known => (attestation, false),
            Admission.BadSignature => throw new SigningException($"The signer of {Key} signed something else."),
            Admission fault => throw new AttestationRefusedException($"Incident {incident}: {fault}."),
        };
    }
}
