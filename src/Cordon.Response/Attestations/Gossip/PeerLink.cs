using Cordon.Domain.Attestations;
using Cordon.Ethereum;
using Cordon.Response.Attestations.Chain;
using Cordon.Response.Attestations.Wire;

namespace Cordon.Response.Attestations.Gossip;

/// <summary>Tells one neighbour what is new, several at a time.</summary>
internal sealed class PeerLink : IAsyncDisposable
{
    private const int QueueMax = 4_096;
    private const int AttemptsMax = 3;

    private readonly Lock _use = new();
    private readonly Queue<Attestation> _queue = [];
    private readonly SemaphoreSlim _filled = new(0);
    private readonly CancellationTokenSource _stop = new();
    private readonly PeerCaller _caller;
    private readonly TimeSpan _window;
    private readonly TimeProvider _time;
    private readonly Action<PeerLink, PeerAnswer> _onFailure;
    private readonly Task _running;

    /// <param name="onFailure">Told each message that the neighbour did not take.</param>
    public PeerLink(
        Member member, PeerCaller caller, TimeSpan window, TimeProvider time, Action<PeerLink, PeerAnswer> onFailure)
    {
        (Member, _caller, _window, _time, _onFailure) = (member, caller, window, time, onFailure);
        OpenedAt = time.GetUtcNow();
        _running = Task.Run(RunAsync);
    }

    public Member Member { get; }

    public DateTimeOffset OpenedAt { get; }

    /// <summary>Whether it has given up.</summary>
    public bool IsDead { get; private set; }

    /// <summary>Queues attestations; the oldest are dropped where there are too many, and reach the neighbour when it
    /// asks.</summary>
    public void Offer(IReadOnlyList<Attestation> fresh)
    {
        lock (_use)
        {
            foreach (Attestation attestation in fresh) _queue.Enqueue(attestation);
            while (_queue.Count > QueueMax) _queue.Dequeue();
            if (_queue.Count != 0 && _filled.CurrentCount == 0) _filled.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose(); // not what is waited for: whoever has picked this link may still offer something
    }

    private async Task RunAsync()
    {
        try
        {
            while (!IsDead)
            {
                await _filled.WaitAsync(_stop.Token);
                if (_window > TimeSpan.Zero) await Task.Delay(_window, _time, _stop.Token);
                while (!IsDead && Take() is { Count: > 0 } batch) await SendAsync(batch);
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }

    private async Task SendAsync(List<Attestation> batch)
    {
        byte[] body = new WireMessage([.. batch], []).Write();
        for (int attempt = 1; attempt <= AttemptsMax; attempt++)
        {
            PeerAnswer answer = await _caller.PostAsync(Member, body, _stop.Token);
            if (answer.IsAccepted) return;
            _stop.Token.ThrowIfCancellationRequested();
            IsDead = attempt == AttemptsMax;
            _onFailure(this, answer);
            if (!IsDead) await Task.Delay(_window + TimeSpan.FromMilliseconds(100 << attempt), _time, _stop.Token);
        }
    }

    private List<Attestation> Take()
    {
        List<Attestation> batch = [];
        lock (_use)
        {
            batch.AddRange(WireLimits.Fitting(_queue, WireLimits.AttestationsMax));
            for (int taken = batch.Count; taken > 0; taken--) _queue.Dequeue();
        }

        return batch;
    }
}
