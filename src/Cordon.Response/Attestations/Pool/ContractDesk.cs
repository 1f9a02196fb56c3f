using System.Threading.Channels;
using Cordon.Domain.Attestations;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Response.Attestations.Chain;
using Cordon.Response.Attestations.Gossip;

namespace Cordon.Response.Attestations.Pool;

/// <summary>Has the chain judge attestations of guardians whose key is a contract (ERC-1271), beside the others and
/// never before them. Safe for concurrent use.</summary>
/// <remarks>What strangers can make the node ask is bounded: only in the name of who has a seat and has not been heard,
/// so many questions a peer and second, so many at once, each with a bound on its gas and its time; a refusal is
/// remembered. Nobody is blamed for a signature that is refused: it may have been good a block ago.</remarks>
internal sealed class ContractDesk(
    AttestationPool pool, RegistryReader reader, Address account, ExchangeOptions options, TimeProvider time)
    : IAsyncDisposable
{
    private const int RefusalsMax = 4_096;
    private const int PeersMax = 4_096;
    private const int WaitingMax = 1_024;

    private readonly Lock _use = new();
    private readonly Dictionary<Address, TokenBucket> _budgets = [];
    private readonly Dictionary<Attestation, DateTimeOffset> _refusals = [];
    private readonly HashSet<Attestation> _underWay = [];
    private readonly SemaphoreSlim _places = new(options.ContractChecksAtOnce);
    private readonly Channel<(Attestation Attestation, Address? Peer)> _waiting =
        Channel.CreateUnbounded<(Attestation, Address?)>();

    /// <summary>Told each attestation that the chain takes and that was not held, with who brought it.</summary>
    public required Action<Attestation, Address?> OnTaken { get; init; }

    /// <summary>Queues a question, if the peer may still ask one and the answer is not known.</summary>
    /// <param name="peer">Who brought it; null for this node itself, which has no bound.</param>
    /// <returns>Whether it was queued.</returns>
    public bool Ask(Attestation attestation, Address? peer)
    {
        lock (_use)
        {
            if (_underWay.Count >= WaitingMax || _underWay.Contains(attestation)) return false;
            if (_refusals.TryGetValue(attestation, out DateTimeOffset until))
            {
                if (until > time.GetUtcNow()) return false;
                _refusals.Remove(attestation);
            }

            if (peer is { } key && !BudgetOf(key).TryTake()) return false;
            _underWay.Add(attestation);
        }

        _waiting.Writer.TryWrite((attestation, peer));
        return true;
    }

    /// <summary>Takes the next question as soon as there is a place for it, and sees to its answer.</summary>
    public async Task RunOnceAsync(CancellationToken cancellation)
    {
        (Attestation attestation, Address? peer) = await _waiting.Reader.ReadAsync(cancellation);
        await _places.WaitAsync(cancellation);
        _ = AnswerAsync(attestation, peer, cancellation);
    }

    /// <summary>Drops those of the attestations that the registry would not count any more, since owners or code of a
    /// contract have changed.</summary>
    /// <param name="uncounted">Of one incident and verdict, none of them counted by the chain.</param>
    /// <returns>Those that were dropped.</returns>
    /// <exception cref="RpcException">The node failed.</exception>
    public async Task<IReadOnlyList<Attestation>> DropLapsedAsync(
        IReadOnlyList<(Attestation Attestation, Seat Seat)> uncounted, CancellationToken cancellation)
    {
        List<Attestation> lapsed = [];
        foreach ((Attestation attestation, Seat seat) in uncounted.Where(pair => pair.Attestation.Signature.IsContract))
        {
            if (!(await reader.CountAsync(account, [attestation], cancellation)).IsZero) continue;
            if (await CountsNoMoreAsync(attestation, seat.Index, cancellation)) continue; // since the question was put
            Refuse(attestation);
            if (pool.Drop(attestation)) lapsed.Add(attestation);
        }

        return lapsed;
    }

    /// <summary>Waits for the answers that are under way, which its loop's cancellation ends.</summary>
    public async ValueTask DisposeAsync()
    {
        for (int i = 0; i < options.ContractChecksAtOnce; i++) await _places.WaitAsync();
        _places.Dispose();
    }

    private async Task AnswerAsync(Attestation attestation, Address? peer, CancellationToken cancellation)
    {
        try
        {
            // Where nobody knows, it is asked anew when a peer brings it again; what this node itself brought or kept,
            // nobody does.
            while (!await TryAnswerAsync(attestation, peer, cancellation) && peer is null)
                await Task.Delay(options.PollInterval, time, cancellation);
        }
        catch (OperationCanceledException)
        {
            // The node stops.
        }
        finally
        {
            lock (_use) _underWay.Remove(attestation);
            _places.Release();
        }
    }

    private async Task<bool> TryAnswerAsync(Attestation attestation, Address? peer, CancellationToken cancellation)
    {
        try
        {
            using var limit = new CancellationTokenSource(options.ContractCheckTimeout, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
            if (pool.Admit(attestation) != Admission.ForTheChain) return true; // another way was faster
            if (!await IsSignedAsync(attestation, either.Token)) Refuse(attestation);
            else if (pool.Admit(attestation, isConfirmed: true) == Admission.Fresh) OnTaken(attestation, peer);
            return true;
        }
        catch (Exception e) when (e is RpcException
            || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return false;
        }
    }

    // The registry counts a guardian once, by its newest key, and nobody once an incident is over. That says nothing
    // against a signature, which may prove a double verdict later.
    private async Task<bool> IsSignedAsync(Attestation attestation, CancellationToken cancellation)
    {
        if (!(await reader.CountAsync(account, [attestation], cancellation)).IsZero) return true;
        if (pool.Contrary(attestation) is not { } contrary)
        {
            return pool.SignerOf(attestation) is var (guardian, mayCount)
                && (!mayCount || await CountsNoMoreAsync(attestation, guardian, cancellation))
                && await reader.IsSignedAsync(attestation, cancellation);
        }

        (Attestation attack, Attestation noAttack) =
            attestation.Verdict == Verdict.Attack ? (attestation, contrary) : (contrary, attestation);
        return await reader.ProvesAsync(account, new Equivocation(default, attack, noAttack), cancellation);
    }

    private async Task<bool> CountsNoMoreAsync(
        Attestation attestation, uint guardian, CancellationToken cancellation) =>
        (await reader.CountedAsync(attestation.Incident, [guardian], cancellation)).Count != 0
        || await reader.IsOverAsync(attestation.Incident, cancellation);

    private void Refuse(Attestation attestation)
    {
        DateTimeOffset now = time.GetUtcNow();
        lock (_use)
        {
            if (_refusals.Count >= RefusalsMax)
            {
                Attestation[] old = [.. _refusals.Where(pair => pair.Value <= now).Select(pair => pair.Key)];
                foreach (Attestation each in old) _refusals.Remove(each);
            }

            if (_refusals.Count < RefusalsMax) _refusals[attestation] = now + options.ContractRefusalLifetime;
        }
    }

    // Peers are registered guardians, each with a stake; keys that are rotated away leave a bucket behind.
    private TokenBucket BudgetOf(Address peer)
    {
        if (_budgets.TryGetValue(peer, out TokenBucket? bucket)) return bucket;
        if (_budgets.Count >= PeersMax)
        {
            foreach (Address idle in _budgets.Where(pair => pair.Value.IsFull).Select(pair => pair.Key).ToArray())
                _budgets.Remove(idle);
        }

        return _budgets[peer] = new TokenBucket(
            options.ContractChecksBurst, options.ContractChecksPerSecond, time);
    }
}
