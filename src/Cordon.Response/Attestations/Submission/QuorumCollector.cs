using System.Collections.Immutable;
using Cordon.Domain.Attestations;
using Cordon.Domain.Ports;
using Cordon.Domain.Sending;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Response.Attestations.Chain;
using Cordon.Response.Attestations.Pool;
using Cordon.Response.Sending;
using Cordon.Response.Signing;

namespace Cordon.Response.Attestations.Submission;

/// <summary>Submits quorums, late attestations and proofs of double verdicts, each when it is this node's turn.
/// </summary>
internal sealed class QuorumCollector(
    RegistryScope scope, AttestationPool pool, RegistryReader reader, ContractDesk contracts, ExchangePorts ports,
    ExchangeOptions options, TimeProvider time)
{
    // What completing a quorum costs besides. A whole raise, with its pause, takes about 230,000; what is left over
    // costs nothing.
    private const ulong QuorumGas = 400_000;

    // What the registry gives a contract to check a signature, and the 63rd part that it keeps back.
    private const ulong ContractGas = 160_000;

    private readonly Lock _use = new();
    private readonly Dictionary<Hash256, SubmitMemory> _memories = [];
    private readonly Dictionary<(Hash256 Incident, Address Guardian), (Equivocation Proof, DateTimeOffset Due)>
        _proofs = [];

    /// <summary>Told that this node is about to submit an incident's quorum, so that others wait.</summary>
    public required Action<Hash256> OnQuorumSubmitting { get; init; }

    private Address OwnKey => ports.Signer.Address;

    /// <summary>Takes a peer's word that it submits an incident's quorum.</summary>
    /// <param name="from">The peer's key; null where its submission was seen.</param>
    public void Notice(Hash256 incident, Address? from)
    {
        if (pool.Standing(incident) is null) return; // or strangers' ids would fill the memory
        lock (_use)
        {
            SubmitMemory memory = MemoryOf(incident);
            if (memory.NoticeAt is null)
                _memories[incident] = memory with { NoticeAt = time.GetUtcNow(), NoticeFrom = from };
        }
    }

    /// <summary>Forgets incidents that are past.</summary>
    public void Forget(IEnumerable<Hash256> incidents)
    {
        lock (_use)
        {
            foreach (Hash256 incident in incidents)
            {
                _memories.Remove(incident);
                foreach ((Hash256, Address) key in _proofs.Keys.Where(key => key.Incident == incident).ToArray())
                    _proofs.Remove(key);
            }
        }
    }

    /// <summary>Has a double verdict proven, once, in turn.</summary>
    /// <returns>False where it was known.</returns>
    public bool Prove(Equivocation proof)
    {
        Hash256 incident = proof.Attack.Incident;
        if (pool.Counting(incident, Verdict.Attack) is not { } held) return false;
        SubmitTurn turn = SubmitTurn.Of(Keccak256.Hash(proof.Guardian.ToArray()), OwnKey, held.Sight.Seats.Keys);
        lock (_use)
        {
            DateTimeOffset due = time.GetUtcNow() + turn.Wait(options.SubmitStep, options.SubmitPatience);
            return _proofs.TryAdd((incident, proof.Guardian), (proof, due));
        }
    }

    /// <summary>Does what is due.</summary>
    /// <returns>When something is due next; null where nothing is.</returns>
    public async Task<DateTimeOffset?> TickAsync(CancellationToken cancellation)
    {
        if (ports.Submit is null) return null;
        DateTimeOffset? next = null;
        foreach (IncidentStanding standing in pool.Open())
        {
            next = Sooner(next, await TickAsync(standing, cancellation));
        }

        List<Equivocation> due = [];
        DateTimeOffset now = time.GetUtcNow();
        lock (_use)
        {
            foreach (((Hash256, Address) key, (Equivocation proof, DateTimeOffset at)) in _proofs.ToArray())
            {
                if (at == DateTimeOffset.MaxValue) continue;
                if (at > now) next = Sooner(next, at);
                else due.Add(proof);
                if (at <= now) _proofs[key] = (proof, DateTimeOffset.MaxValue);
            }
        }

        foreach (Equivocation proof in due) await ProveAsync(proof, cancellation);
        return next;
    }

    private async Task<DateTimeOffset?> TickAsync(IncidentStanding standing, CancellationToken cancellation)
    {
        Hash256 id = standing.Incident;
        if (pool.Counting(id, Verdict.Attack) is not { } attack || pool.Counting(id, Verdict.NoAttack) is not { } other)
            return null;
        DateTimeOffset now = time.GetUtcNow();
        SubmitTurn turn = SubmitTurn.Of(id, OwnKey, attack.Sight.Seats.Keys);
        Verdict? own = HasOwn(attack.Counting) ? Verdict.Attack : HasOwn(other.Counting) ? Verdict.NoAttack : null;
        SubmitMemory memory;
        lock (_use)
        {
            memory = MemoryOf(id);
            if (own is not null && memory.FirstSeenAt is null)
                _memories[id] = memory = memory with { FirstSeenAt = now };
        }

        bool isDue = memory.QuorumDue(standing, turn, options) <= now;
        // The first does not ask. The others do, once: what waits in the pool says more than the lack of a word.
        if (isDue && turn.Rank > 0 && memory.NoticeAt is null && await IsUnderWayAsync(id, cancellation))
        {
            Notice(id, null);
            lock (_use) memory = MemoryOf(id);
            isDue = false;
        }

        if (isDue && await HasLapsedAsync(attack.Sight, attack.Counting, cancellation)) isDue = false;
        if (isDue)
        {
            lock (_use) _memories[id] = memory = MemoryOf(id) with { TriedAt = now };
            OnQuorumSubmitting(id); // before anything is asked or sent: others would begin meanwhile
            await SubmitAsync(attack.Sight, attack.Counting, isQuorum: true, cancellation, turn);
            // What was sent has yet to be mined, however long it took to send it.
            lock (_use) _memories[id] = memory = MemoryOf(id) with { TriedAt = time.GetUtcNow() };
        }

        if (own is not null && memory.LateDue(standing, turn, options) <= now)
        {
            lock (_use) _memories[id] = memory = MemoryOf(id) with { LateTriedAt = now };
            await SubmitAsync(attack.Sight, attack.Counting, isQuorum: false, cancellation);
            await SubmitAsync(other.Sight, other.Counting, isQuorum: false, cancellation);
        }

        DateTimeOffset? late = own is null ? null : memory.LateDue(standing, turn, options);
        return Sooner(memory.QuorumDue(standing, turn, options), late);
    }

    // Nodes that know no pending state say what the latest block has, or refuse: then nobody is known to be before us.
    private async Task<bool> IsUnderWayAsync(Hash256 id, CancellationToken cancellation)
    {
        try
        {
            return await reader.IncidentAsync(id, cancellation, "pending") is { QuorumAt: not 0 };
        }
        catch (RpcException)
        {
            return false;
        }
    }

    // A contract may have changed its mind since it was heard. Asked before others are told to wait for this node.
    private async Task<bool> HasLapsedAsync(
        IncidentSight sight, ImmutableArray<(Attestation Attestation, Seat Seat)> counting,
        CancellationToken cancellation)
    {
        (Attestation, Seat)[] asked = [.. counting.Where(pair => pair.Attestation.Signature.IsContract
            && !sight.Counted.Contains(pair.Seat.Index))];
        if (asked.Length == 0) return false;
        try
        {
            await LeaveOutAsync(asked, cancellation);
        }
        catch (RpcException e)
        {
            ports.OnEvent?.Invoke(new ExchangeEvent.SubmissionFailed(sight.Id, e.Message));
        }

        return pool.Standing(sight.Id)?.QuorumHeldAt is null;
    }

    private async Task<IReadOnlyList<Attestation>> LeaveOutAsync(
        IReadOnlyList<(Attestation, Seat)> uncounted, CancellationToken cancellation)
    {
        IReadOnlyList<Attestation> lapsed = await contracts.DropLapsedAsync(uncounted, cancellation);
        foreach (Attestation attestation in lapsed) ports.OnEvent?.Invoke(new ExchangeEvent.Lapsed(attestation));
        return lapsed;
    }

    private async Task SubmitAsync(
        IncidentSight sight, ImmutableArray<(Attestation Attestation, Seat Seat)> counting, bool isQuorum,
        CancellationToken cancellation, SubmitTurn turn = default)
    {
        if (counting.IsEmpty) return;
        DateTimeOffset? noticeAt;
        lock (_use) noticeAt = MemoryOf(sight.Id).NoticeAt;
        try
        {
            if (await reader.IncidentAsync(sight.Id, cancellation) is not { Outcome: 0 } record) return;
            if (isQuorum && (record.QuorumAt != 0 || record.OverturnedAt != 0)) return;
            IReadOnlySet<uint> counted = await reader.CountedAsync(
                sight.Id, [.. counting.Select(pair => pair.Seat.Index)], cancellation);
            (Attestation Attestation, Seat Seat)[] rest =
            [
                .. counting.Where(pair => !counted.Contains(pair.Seat.Index))
                    .OrderByDescending(pair => pair.Seat.Weight), // so that few complete it
            ];
            IReadOnlyList<Attestation> lapsed = await LeaveOutAsync(rest, cancellation);
            rest = [.. rest.Where(pair => !lapsed.Contains(pair.Attestation))];
            UInt256 weight = rest.Aggregate(record.Attack, (sum, pair) => sum + pair.Seat.Weight);
            if (rest.Length == 0 || (isQuorum && !sight.IsQuorum(weight))) return;
            ulong more = 0; // the first is estimated as it will run, the next without those before it
            foreach (var part in rest.Chunk(options.AttestationsPerCallMax))
            {
                Attestation[] some = [.. part.Select(pair => pair.Attestation)];
                ulong gas = await GasOfAsync(some, cancellation) + more;
                // Where the machine or the line is slow, others got under way while all of that was asked.
                bool mayWait = turn.Rank > 0 && more == 0;
                if (mayWait && await HasBegunAsync(sight, noticeAt, turn, cancellation)) return;
                await SendAsync(sight, some, gas, cancellation);
                more = QuorumGas;
            }
        }
        catch (Exception e) when (IsHindrance(e))
        {
            ports.OnEvent?.Invoke(new ExchangeEvent.SubmissionFailed(sight.Id, e.Message));
        }
    }

    // Of a word that came meanwhile only that of somebody before this node: two that gave way to each other would both
    // wait.
    private async Task<bool> HasBegunAsync(
        IncidentSight sight, DateTimeOffset? noticeAt, SubmitTurn turn, CancellationToken cancellation)
    {
        if (noticeAt is not null) return false; // waited for once, and once is enough
        SubmitMemory now;
        lock (_use) now = MemoryOf(sight.Id);
        if (now.NoticeFrom is { } peer && SubmitTurn.Of(sight.Id, peer, sight.Seats.Keys).Rank < turn.Rank) return true;
        if (!await IsUnderWayAsync(sight.Id, cancellation)) return false;
        Notice(sight.Id, null);
        return true;
    }

    private async Task SendAsync(IncidentSight sight, Attestation[] part, ulong gas, CancellationToken cancellation)
    {
        SendRequest request = RegistryRequests.Attest(scope, sight.RaisedAt, part, gas);
        await ports.Submit!(request, cancellation);
        ports.OnEvent?.Invoke(
            new ExchangeEvent.Submitted(sight.Id, part[0].Verdict, part.Length, request.Key));
    }

    private async Task<ulong> GasOfAsync(Attestation[] part, CancellationToken cancellation)
    {
        ulong gas = await GasAsync(RegistryRequests.AttestData(part), cancellation);
        // An estimate is the least with which the call succeeds, and it does without a contract that was short of gas.
        return gas + (ContractGas * (ulong)part.Count(attestation => attestation.Signature.IsContract));
    }

    private async Task ProveAsync(Equivocation proof, CancellationToken cancellation)
    {
        Hash256 incident = proof.Attack.Incident;
        try
        {
            if (pool.Counting(incident, Verdict.Attack) is not { } held) return;
            ulong gas = await GasAsync(RegistryRequests.ProofData(proof), cancellation);
            await ports.Submit!(RegistryRequests.Prove(scope, held.Sight, proof, gas), cancellation);
        }
        catch (RpcErrorException e) when (RegistryReader.IsRefusal(e))
        {
            // It would revert: most likely somebody else has proven it.
            ports.OnEvent?.Invoke(new ExchangeEvent.SubmissionFailed(incident, e.Message));
        }
        catch (Exception e) when (IsHindrance(e))
        {
            ports.OnEvent?.Invoke(new ExchangeEvent.SubmissionFailed(incident, e.Message));
            lock (_use)
                _proofs[(incident, proof.Guardian)] = (proof, time.GetUtcNow() + options.SubmitPatience);
        }
    }

    // The estimate also shows a call that would revert before it costs anything.
    private async Task<ulong> GasAsync(byte[] data, CancellationToken cancellation) =>
        await reader.EstimateAsync(ports.Account, data, cancellation) * 5 / 4;

    private bool HasOwn(ImmutableArray<(Attestation Attestation, Seat Seat)> counting) =>
        counting.Any(pair => pair.Attestation.Signer == OwnKey);

    private SubmitMemory MemoryOf(Hash256 incident) => _memories.GetValueOrDefault(incident) ?? new SubmitMemory();

    private static bool IsHindrance(Exception e) =>
        e is RpcException or SendRefusedException or StoreException or SigningException or FormatException;

    private static DateTimeOffset? Sooner(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other < one ? other ?? one : one;
}
