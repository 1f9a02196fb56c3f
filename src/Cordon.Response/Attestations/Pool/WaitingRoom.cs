using Cordon.Domain.Attestations;
using Cordon.Ethereum;
using Cordon.Response.Attestations.Wire;

namespace Cordon.Response.Attestations.Pool;

/// <summary>Keeps attestations of incidents that this node's chain does not show yet, for a while. Safe for concurrent
/// use.</summary>
/// <remarks>Nothing of it is verified, so each peer has a small part of it, and loses its oldest first.</remarks>
internal sealed class WaitingRoom(TimeProvider time)
{
    private const int PerPeerMax = 256;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Lock _use = new();
    private readonly Dictionary<Address, Queue<(Attestation Attestation, DateTimeOffset At)>> _waiting = [];

    /// <param name="peer">Who brought it.</param>
    public void Add(Address peer, Attestation attestation)
    {
        lock (_use)
        {
            if (!_waiting.TryGetValue(peer, out var queue)) _waiting[peer] = queue = [];
            if (queue.Any(entry => entry.Attestation == attestation)) return;
            queue.Enqueue((attestation, time.GetUtcNow()));
            while (queue.Sum(entry => WireLimits.ShareOf(entry.Attestation)) > PerPeerMax) queue.Dequeue();
        }
    }

    /// <summary>Takes out what waits for these incidents, with who brought it, and drops what has waited too long.
    /// </summary>
    public IReadOnlyList<(Address Peer, Attestation Attestation)> Take(IReadOnlySet<Hash256> incidents)
    {
        DateTimeOffset oldest = time.GetUtcNow() - Patience;
        List<(Address, Attestation)> taken = [];
        lock (_use)
        {
            foreach ((Address peer, var queue) in _waiting.ToArray())
            {
                for (int left = queue.Count; left > 0; left--)
                {
                    (Attestation attestation, DateTimeOffset at) = queue.Dequeue();
                    if (incidents.Contains(attestation.Incident)) taken.Add((peer, attestation));
                    else if (at > oldest) queue.Enqueue((attestation, at));
                }

                if (queue.Count == 0) _waiting.Remove(peer);
            }
        }

        return taken;
    }
}
