using Cordon.Contracts;
using Cordon.Domain.Attestations;
using Cordon.Domain.Ports;
using Cordon.Domain.Sending;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Response.Attestations.Chain;
using Cordon.Response.Attestations.Submission;
using Cordon.Response.Confirming;
using Cordon.Response.Sending;
using Cordon.Response.Signing;

namespace Cordon.Response.Attestations.Safes;

/// <summary>Gives the verdicts of a guardian whose key is a Safe, on behalf of one of its owners. Each owner's node has
/// one. Safe for concurrent use.</summary>
/// <remarks>The owners meet on the chain: who is not the last to agree approves the hash at the Safe, and who is brings
/// the verdict to the registry with the others' approvals and a signature. Where one owner is enough, that is all.
/// An owner's own verdict is on the disk before anything is signed, and is one an incident.</remarks>
public sealed class SafeAttester : IDisposable
{
    private const ulong ContractGas = 200_000; // what the registry gives a contract to check a signature, and a quarter

    private readonly RegistryScope _scope;
    private readonly Address _safe;
    private readonly ExchangePorts _ports;
    private readonly ExchangeOptions _options;
    private readonly TimeProvider _time;
    private readonly SafeReader _reader;
    private readonly SemaphoreSlim _use = new(1, 1);
    private readonly Dictionary<Hash256, SafeCase> _open = [];

    /// <param name="scope">What is attested.</param>
    /// <param name="safe">The Safe that is a guardian's key.</param>
    /// <param name="ports">Its signer is the owner's, and it must have a way to submit.</param>
    public SafeAttester(
        RegistryScope scope, Address safe, ExchangePorts ports, ExchangeOptions? options = null,
        TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(ports);
        if (ports.Submit is null) throw new ArgumentException("an owner brings verdicts to the chain", nameof(ports));
        (_scope, _safe, _ports) = (scope, safe, ports);
        (_options, _time) = (options ?? new ExchangeOptions(), time ?? TimeProvider.System);
        _reader = new SafeReader(scope, safe, ports.Node);
    }

    private Address Owner => _ports.Signer.Address;

    /// <summary>Decides for this owner, and does at once what can be done; the rest follows in
    /// <see cref="RunAsync"/>.</summary>
    /// <exception cref="AttestationRefusedException">The incident is not on the chain or over, the Safe has no weight
    /// in it, the key is none of its owners', or this owner has given the other verdict.</exception>
    /// <exception cref="StoreException">The journal cannot keep the decision: nothing was signed.</exception>
    /// <exception cref="RpcException">The node failed: nothing was decided.</exception>
    public async Task AttestAsync(Hash256 incident, Verdict verdict, CancellationToken cancellation = default)
    {
        await _use.WaitAsync(cancellation);
        try
        {
            SafeSight sight = await _reader.ReadAsync(incident, verdict, cancellation)
                ?? throw new AttestationRefusedException($"Incident {incident} is not on the chain.");
            if (sight.IsCounted) return; // the other owners were faster
            await RequireRightAsync(incident, verdict, sight, cancellation);
            Verdict stands = _ports.Journal.Decide(incident, verdict);
            if (stands != verdict)
            {
                throw new AttestationRefusedException(
                    $"About {incident} the verdict {stands} was given before.", isFinal: true);
            }

            _open.TryAdd(incident, new SafeCase(verdict, sight.RaisedAt + IncidentSight.Challenge));
            await TryStepAsync(incident, cancellation);
        }
        finally
        {
            _use.Release();
        }
    }

    /// <summary>Sees to the verdicts that others have yet to agree to, until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await Task.Delay(await TickAsync(cancellation), _time, cancellation);
        }
    }

    public void Dispose() => _use.Dispose();

    /// <summary>Looks at every open verdict once.</summary>
    /// <returns>How long to wait before the next look.</returns>
    internal async Task<TimeSpan> TickAsync(CancellationToken cancellation)
    {
        await _use.WaitAsync(cancellation);
        try
        {
            foreach (Hash256 incident in _open.Keys.ToArray()) await TryStepAsync(incident, cancellation);
            DateTimeOffset now = _time.GetUtcNow();
            return _open.Values
                .Select(each => each.DueAt is { } due && due > now ? due - now : _options.PollInterval)
                .Append(_options.PollInterval).Min();
        }
        finally
        {
            _use.Release();
        }
    }

    private async Task RequireRightAsync(
        Hash256 incident, Verdict verdict, SafeSight sight, CancellationToken cancellation)
    {
        if (!sight.IsOpen)
        {
            throw new AttestationRefusedException(
                $"Incident {incident} takes no verdicts any more.", isFinal: true);
        }

        if (sight.Seat is null)
        {
            throw new AttestationRefusedException($"The Safe {_safe} had no weight when {incident} was raised: it is "
                + "no guardian's key, or was not on duty.", isFinal: true);
        }

        if (!sight.Owners.Contains(Owner))
            throw new AttestationRefusedException($"{Owner} is no owner of the Safe {_safe}.");
        Verdict other = verdict == Verdict.Attack ? Verdict.NoAttack : Verdict.Attack;
        Hash256 contrary = _reader.MessageOf(incident, other).Hash();
        if (_ports.Journal.FindDecision(incident) is null
            && await _reader.HasApprovedAsync(Owner, contrary, cancellation))
        {
            throw new AttestationRefusedException($"{Owner} has approved the verdict {other} about {incident}, which "
                + "this journal does not know: both would be slashed.", isFinal: true);
        }
    }

    private async Task TryStepAsync(Hash256 incident, CancellationToken cancellation)
    {
        try
        {
            SafeCase open = _open[incident];
            SafeSight? sight = await _reader.ReadAsync(incident, open.Verdict, cancellation);
            // What a reorganisation took away may come back, until its time is over.
            bool isOver = sight is null ? _time.GetUtcNow() > open.Until : sight.IsCounted || !sight.IsOpen;
            if (isOver) _open.Remove(incident);
            else if (sight is not null) await StepAsync(incident, open, sight, cancellation);
        }
        catch (Exception e) when (e is RpcException or SendRefusedException or StoreException or SigningException)
        {
            _ports.OnEvent?.Invoke(new ExchangeEvent.SubmissionFailed(incident, e.Message));
        }
    }

    private async Task StepAsync(
        Hash256 incident, SafeCase open, SafeSight sight, CancellationToken cancellation)
    {
        if (sight.Seat is not { } seat || !sight.Owners.Contains(Owner))
        {
            Say(incident, open, $"{Owner} does not speak for the Safe {_safe} any more");
            return;
        }

        if (!sight.IsCompleteWith(Owner))
        {
            if (!sight.Approved.Contains(Owner)) await ApproveAsync(incident, open, sight, cancellation);
            return;
        }

        int rank = sight.Bringers.ToList().IndexOf(Owner);
        // Where all is on the chain there is time for a block each; who completes it is seen in the pool.
        TimeSpan step = sight.IsComplete ? _options.SubmitPatience : _options.SubmitStep;
        open.DueAt ??= _time.GetUtcNow() + (step * rank);
        if (_time.GetUtcNow() < open.DueAt) return;
        // What it sent itself waits in the pool too, perhaps with other owners' approvals than it would take now.
        if ((rank > 0 || open.IsBrought) && await _reader.IsUnderWayAsync(incident, seat, cancellation)) return;
        await BringAsync(incident, open, sight, cancellation);
    }

    private async Task ApproveAsync(
        Hash256 incident, SafeCase open, SafeSight sight, CancellationToken cancellation)
    {
        byte[] data = new Safe.ApproveHashCall(_reader.MessageOf(incident, open.Verdict).Hash()).Encode();
        var request = new SendRequest
        {
            Key = $"approve:{_scope.Name}:{_safe}:{incident}:{open.Verdict}",
            Chain = _scope.Chain,
            To = _safe,
            Data = data,
            GasLimit = await _reader.GasAsync(Owner, _safe, data, cancellation),
            ExpiresAt = sight.RaisedAt + IncidentSight.Challenge,
        };
        await _ports.Submit!(request, cancellation);
        if (open.Sent.Add(request.Key))
            _ports.OnEvent?.Invoke(new ExchangeEvent.Approved(incident, open.Verdict, request.Key));
    }

    private async Task BringAsync(
        Hash256 incident, SafeCase open, SafeSight sight, CancellationToken cancellation)
    {
        byte[] signature = await SignatureAsync(_reader.MessageOf(incident, open.Verdict), sight, cancellation);
        var attestation = new Attestation(
            incident, open.Verdict, _safe, AttestationSignature.OfContract(signature));
        if (!await _reader.CountsAsync(_ports.Account, attestation, cancellation))
        {
            Say(incident, open, $"the registry would not count what {sight.Threshold} owners of {_safe} signed");
            return;
        }

        ulong gas = ContractGas + await _reader.GasAsync(
            _ports.Account, _scope.Registry, RegistryRequests.AttestData([attestation]), cancellation);
        SendRequest request = RegistryRequests.Attest(_scope, sight.RaisedAt, [attestation], gas);
        await _ports.Submit!(request, cancellation);
        open.IsBrought = true;
        if (open.Sent.Add(request.Key))
            _ports.OnEvent?.Invoke(new ExchangeEvent.Submitted(incident, open.Verdict, 1, request.Key));
    }

    // The chain has the others' approvals; this owner's own may be on its way there, and a signature never is.
    private async Task<byte[]> SignatureAsync(SafeMessage message, SafeSight sight, CancellationToken cancellation)
    {
        Signature own = await _ports.Signer.SignTypedDataAsync(message.TypedData(), cancellation);
        IEnumerable<byte[]> others = sight.Approved.Where(owner => owner != Owner).Take(sight.Threshold - 1)
            .Select(SafeSignatures.OfApproval);
        return SafeSignatures.Join([own.ToArray(), .. others], message.Hash());
    }

    private void Say(Hash256 incident, SafeCase open, string reason)
    {
        if (open.Sent.Add(reason)) _ports.OnEvent?.Invoke(new ExchangeEvent.SubmissionFailed(incident, reason));
    }
}
