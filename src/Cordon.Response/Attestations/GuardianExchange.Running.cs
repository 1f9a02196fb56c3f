using System.Text;
using Cordon.Domain.Attestations;
using Cordon.Domain.Ports;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Response.Attestations.Chain;
using Cordon.Response.Attestations.Gossip;
using Cordon.Response.Attestations.Pool;
using Cordon.Response.Attestations.Wire;
using Cordon.Response.Signing;

namespace Cordon.Response.Attestations;

/// <summary>What runs behind the calls.</summary>
public sealed partial class GuardianExchange
{
    private static readonly TimeSpan LookPause = TimeSpan.FromMilliseconds(200);

    private Task RunAsync() => Task.WhenAll(
        LoopAsync(LookingAsync), LoopAsync(SubmittingAsync), LoopAsync(PullingAsync), LoopAsync(KeepingAsync),
        LoopAsync(_contracts.RunOnceAsync));

    private async Task LoopAsync(Func<CancellationToken, Task> once)
    {
        await Task.Yield();
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await once(_stop.Token);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is RpcException or StoreException or SigningException)
            {
                Tell(new ExchangeEvent.Hindered(e.Message));
            }
            catch (Exception e) when (!_stop.IsCancellationRequested)
            {
                // Nobody would notice that a part is gone: it goes on, and not faster than it fails.
                Tell(new ExchangeEvent.Hindered($"{e.GetType().Name}: {e.Message}"));
                await Task.Delay(_options.PollInterval, _time, _stop.Token)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task LookingAsync(CancellationToken cancellation)
    {
        if (await _lookSoon.WaitAsync(_options.PollInterval, cancellation))
            await Task.Delay(LookPause, _time, cancellation); // strangers' claims must not set the pace
        await LookAsync(cancellation);
    }

    private async Task SubmittingAsync(CancellationToken cancellation)
    {
        DateTimeOffset? next = await _collector.TickAsync(cancellation);
        TimeSpan wait = next is { } due ? due - _time.GetUtcNow() : _options.PollInterval;
        await _tickSoon.WaitAsync(wait < _options.PollInterval ? wait : _options.PollInterval, cancellation);
    }

    // What gossip lost, and what was said while this node was away.
    private async Task PullingAsync(CancellationToken cancellation)
    {
        await Task.Delay(_options.PullInterval * (0.5 + Random.Shared.NextDouble()), _time, cancellation);
        if (_pool.Open() is not { Count: > 0 } open || _neighbours.Anybody() is not { } peer) return;
        IncidentStanding one = open[Random.Shared.Next(open.Count)];
        PeerAnswer answer = await _caller.GetAsync(peer, one.Incident, cancellation);
        if (!answer.IsAccepted) return;
        try
        {
            Receive(peer.Key, WireMessage.Read(answer.Body, WireLimits.AnswerAttestationsMax));
        }
        catch (FormatException e)
        {
            Misbehaved(peer.Key, PeerFault.Malformed, e.Message);
        }
    }

    private async Task KeepingAsync(CancellationToken cancellation)
    {
        if (_keeping.Count == 0 && !await _toKeep.Reader.WaitToReadAsync(cancellation)) return;
        while (_keeping.Count < WireLimits.AnswerAttestationsMax && _toKeep.Reader.TryRead(out Attestation? next))
            _keeping.Add(next);
        try
        {
            _ports.Journal.Keep(_keeping);
            _keeping.Clear();
        }
        catch (StoreException e)
        {
            Tell(new ExchangeEvent.Hindered(e.Message));
            await Task.Delay(_options.PollInterval, _time, cancellation); // then once more
        }
    }

    private PeerFault Receive(Address peer, WireMessage message)
    {
        foreach (Hash256 incident in message.Submitted) _collector.Notice(incident, peer);
        List<Attestation> fresh = [];
        PeerFault fault = PeerFault.None;
        foreach (Attestation attestation in message.Attestations)
        {
            switch (_pool.Admit(attestation))
            {
                case Admission.Fresh:
                    fresh.Add(attestation);
                    break;
                case Admission.UnknownIncident:
                    _waiting.Add(peer, attestation);
                    // A look that showed it meanwhile has emptied the waiting room before.
                    if (_pool.Standing(attestation.Incident) is not null) TakeWaiting([attestation.Incident]);
                    else _lookSoon.Signal();
                    break;
                case Admission.ForTheChain:
                    _contracts.Ask(attestation, peer); // in its own time: nobody waits for it here
                    break;
                case Admission.BadSignature:
                    fault = PeerFault.Lie; // an honest node checks before it passes on
                    _gate.Mute(peer);
                    Misbehaved(peer, fault, $"passed on as signed by {attestation.Signer} what is not");
                    break;
            }

            if (fault != PeerFault.None) break;
        }

        Took(fresh, peer);
        return fault;
    }

    private void Took(List<Attestation> fresh, Address? from)
    {
        _neighbours.Spread(fresh, from);
        foreach (Attestation attestation in fresh)
        {
            _toKeep.Writer.TryWrite(attestation);
            if (_pool.Standing(attestation.Incident) is not { } standing) continue;
            Tell(new ExchangeEvent.Counted(attestation, from, standing));
            if (from is not null && _desk.IsMisuse(attestation)) Tell(new ExchangeEvent.OwnKeyMisused(attestation));
            if (_pool.FindEquivocation(attestation) is { } proof) Equivocated(proof);
        }

        bool isDue = from is null && fresh.Count != 0;
        foreach (Hash256 incident in fresh.Select(attestation => attestation.Incident).Distinct())
            isDue |= NoteQuorum(incident);
        if (isDue) _tickSoon.Signal();
    }

    private bool NoteQuorum(Hash256 incident)
    {
        if (_pool.NoteQuorum(incident, _time.GetUtcNow()) is not { } held) return false;
        Tell(new ExchangeEvent.QuorumHeld(held));
        return true;
    }

    private void Equivocated(Equivocation proof)
    {
        // Nobody proves its own guilt; that its key is used elsewhere was told already.
        bool isOwn = _watch.View.Roster.ByKey(Key)?.Guardian == proof.Guardian;
        if (isOwn || !_collector.Prove(proof)) return;
        Tell(new ExchangeEvent.Equivocated(proof));
        _tickSoon.Signal();
    }

    private async Task<HashSet<Hash256>> TakeUpAsync(DateTimeOffset time, CancellationToken cancellation)
    {
        foreach (IncidentSight sight in _untaken.Values)
        {
            List<Attestation> kept = [];
            foreach (Attestation one in _ports.Journal.Read(sight.Id))
            {
                Admission admission = _pool.Admit(one);
                if (admission == Admission.Fresh) kept.Add(one);
                if (admission == Admission.ForTheChain) _contracts.Ask(one, null);
            }

            if (sight.IsOpen(time) && await _desk.ResumeAsync(sight.Id, cancellation) is { } own) kept.Add(own);
            Took(kept, null);
        }

        HashSet<Hash256> taken = [.. _untaken.Keys];
        _untaken.Clear();
        TakeWaiting(taken);
        return taken;
    }

    private void TakeWaiting(HashSet<Hash256> incidents)
    {
        if (incidents.Count == 0) return;
        foreach (var group in _waiting.Take(incidents).GroupBy(entry => entry.Peer))
            Receive(group.Key, new WireMessage([.. group.Select(entry => entry.Attestation)], []));
    }

    private void Drop(IReadOnlyList<IncidentSight> gone, DateTimeOffset time)
    {
        _collector.Forget(gone.Select(sight => sight.Id));
        foreach (IncidentSight sight in gone)
        {
            // What a reorganisation took away may come back.
            if (time > sight.RaisedAt + IncidentSight.EquivocationWindow) _ports.Journal.Forget(sight.Id);
        }
    }

    private void Failed(Address peer, PeerAnswer answer, bool isGivenUp)
    {
        if (answer.Status is { } status)
        {
            string reason = answer.Fault ?? $"HTTP {status}";
            Tell(new ExchangeEvent.PeerRefuses(peer, reason));
        }
        else if (isGivenUp)
        {
            Tell(new ExchangeEvent.PeerUnreachable(peer, answer.Problem ?? "no answer"));
        }
    }

    private void Misbehaved(Address peer, PeerFault fault, string text) =>
        Tell(new ExchangeEvent.PeerMisbehaved(peer, fault, text));

    private void Tell(ExchangeEvent happened) => _ports.OnEvent?.Invoke(happened);
}
