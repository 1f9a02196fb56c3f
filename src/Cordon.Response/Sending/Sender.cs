using System.ComponentModel.DataAnnotations;
using Cordon.Domain.Ports;
using Cordon.Domain.Sending;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Response.Signing;

namespace Cordon.Response.Sending;

/// <summary>Sends the transactions of one account on one chain: each request once, none lost, none stuck, never more
/// than the budget. Safe for concurrent use; one sender an account.</summary>
/// <remarks>
/// A request costs no call to the node before its bytes are on their way: nonce and fees are known from the last look
/// at the chain. Everything is in the journal before it is broadcast, so that after a crash the same bytes go out.
/// </remarks>
public sealed partial class Sender : IAsyncDisposable
{
    private readonly ulong _chain;
    private readonly ITransactionSigner _signer;
    private readonly ChainReader _reader;
    private readonly Broadcaster _broadcaster;
    private readonly ISendJournal _journal;
    private readonly Action<SendRecord?, SendRecord>? _onChange;
    private readonly Func<SendRecord, Hash256, Standing> _standing;
    private readonly SenderOptions _options;
    private readonly TimeProvider _time;
    private readonly SteadyClock _clock;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Dictionary<string, SendRecord> _open = new(StringComparer.Ordinal);
    private HashSet<string> _overtaken = new(StringComparer.Ordinal);
    private ChainSight _sight;

    private Sender(
        ulong chain, ITransactionSigner signer, SenderPorts ports, SenderOptions options, TimeProvider time,
        ChainSight sight)
    {
        (_chain, _signer, _journal, _options, _time, _sight) = (chain, signer, ports.Journal, options, time, sight);
        _clock = new SteadyClock(time);
        _reader = new ChainReader(ports.Node, signer.Address);
        _broadcaster = new Broadcaster(ports.Broadcast);
        _onChange = ports.OnChange;
        _standing = ports.Standing ?? ((_, _) => Standing.Holds);
        foreach (SendRecord record in _journal.ReadOpen(chain, signer.Address)) _open[record.Request.Key] = record;
    }

    public Address Account => _signer.Address;

    /// <summary>Takes up what the journal says is unfinished, and looks at the chain.</summary>
    /// <exception cref="RpcException">The node failed, or is of another chain.</exception>
    /// <exception cref="ValidationException">An option is out of range.</exception>
    public static async Task<Sender> StartAsync(
        ulong chain, ITransactionSigner signer, SenderPorts ports, SenderOptions? options = null,
        TimeProvider? time = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(signer);
        ArgumentNullException.ThrowIfNull(ports);
        options ??= new SenderOptions();
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        ulong found = await ports.Node.ChainIdAsync(cancellation);
        if (found != chain)
        {
            throw new RpcException(RpcFailure.Implausible, "eth_chainId", "the sender's node",
                $"it is of chain {found}, not {chain}", "Give an endpoint of the right chain.");
        }

        ChainSight sight = await new ChainReader(ports.Node, signer.Address).LookAsync([], cancellation);
        var sender = new Sender(chain, signer, ports, options, time ?? TimeProvider.System, sight);
        await sender.LookAsync(cancellation);
        return sender;
    }

    /// <summary>Sends a request, unless one of its key was sent before and not withdrawn.</summary>
    /// <param name="along">What the request follows from, where that is not on the disk yet: it goes there with the
    /// record, or nothing is sent. Where an earlier record is returned it is left as it is.</param>
    /// <returns>Its record: of this call, or of the earlier one. An obstacle says why no node has taken it yet; it is
    /// tried again with every look.</returns>
    /// <exception cref="SendRefusedException">It breaks the budget, has expired, or is of another chain.</exception>
    /// <exception cref="StoreException">The journal cannot keep it: nothing was sent.</exception>
    /// <exception cref="SigningException">The key cannot sign it: nothing was sent.</exception>
    public async Task<SendRecord> SendAsync(
        SendRequest request, IPendingWrite? along, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        SendRecord record;
        await _gate.WaitAsync(cancellation);
        try
        {
            SendRecord? sent = _open.GetValueOrDefault(request.Key) ?? _journal.Find(request.Key);
            if (sent is not null and not { State: SendState.Withdrawn }) return sent;
            record = await FirstAsync(request, sent, along, cancellation);
        }
        finally
        {
            _gate.Release();
        }

        return await BroadcastAsync(record, cancellation);
    }

    /// <summary>As above, for what follows from nothing.</summary>
    public Task<SendRecord> SendAsync(SendRequest request, CancellationToken cancellation = default) =>
        SendAsync(request, null, cancellation);

    /// <summary>Looks at the chain and does what is due: settles what was mined, reopens what was reorganised away,
    /// replaces what is stuck, takes back what expired or is no longer wanted, broadcasts what a node has lost. Call it
    /// with every new head.</summary>
    /// <exception cref="RpcException">The node failed; nothing has changed.</exception>
    public async Task LookAsync(CancellationToken cancellation = default)
    {
        SendRecord[] open = await SnapshotAsync(cancellation);
        ChainSight sight = await _reader.LookAsync(open, cancellation);
        List<SendRecord> due = [];
        await _gate.WaitAsync(cancellation);
        try
        {
            _sight = sight;
            HashSet<string> overtaken = new(StringComparer.Ordinal);
            bool isLowest = true;
            foreach (SendRecord seen in open)
            {
                // What changed meanwhile was seen in another state: the next look judges it.
                if (_open.GetValueOrDefault(seen.Request.Key) != seen) continue;
                Standing standing = _standing(seen, sight.HeadHash);
                SendStep step = SendPlan.Next(
                    seen, sight, _options.For(seen.Request), _clock.NowFor(seen.Request.Key), isLowest,
                    NonceFor(seen.Request).Nonce, standing, NonceLine.IsDisplaced(seen, _open.Values));
                if (await ApplyAsync(step, seen, overtaken, cancellation) is { } next) due.Add(next);
                isLowest &= seen.Nonce < sight.NextNonce; // what a reorganisation took away has its nonce still
            }

            _overtaken = overtaken;
        }
        finally
        {
            _gate.Release();
        }

        foreach (SendRecord record in due) await BroadcastAsync(record, cancellation);
    }

    /// <summary>Looks again and again until cancelled; a node that fails is asked again.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(_options.PollInterval, _time);
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            try
            {
                await LookAsync(cancellation);
            }
            catch (RpcException)
            {
                // The engine reports a dead endpoint; here nothing has changed and the next look may succeed.
            }
        }
    }

    /// <summary>The journal and the endpoints belong to the caller.</summary>
    public ValueTask DisposeAsync()
    {
        _gate.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<SendRecord[]> SnapshotAsync(CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            return [.. _open.Values.OrderBy(record => record.Nonce).ThenBy(record => record.Request.Yields)];
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<SendRecord> FirstAsync(
        SendRequest request, SendRecord? withdrawn, IPendingWrite? along, CancellationToken cancellation)
    {
        DateTimeOffset now = _time.GetUtcNow();
        if (request.Chain != _chain)
            throw new SendRefusedException($"'{request.Key}' is for chain {request.Chain}, this sender's is {_chain}.");
        if (now >= request.ExpiresAt)
            throw new SendRefusedException($"'{request.Key}' expired at {request.ExpiresAt:u}.");
        (ulong nonce, SendRecord? displaced) = NonceFor(request);
        Fees fees = FeesFor(request, displaced);
        UInt256 cost = (fees.Max * request.GasLimit) + request.Value;
        if (ExceedsBudget(request, cost) is { } excess) throw new SendRefusedException($"'{request.Key}': {excess}");
        SendAttempt attempt = await SignAsync(request, nonce, fees, isCancel: false, cancellation);
        SendRecord record = new()
        {
            Request = request,
            From = _signer.Address,
            CreatedAt = now,
            Attempts = [.. withdrawn?.Attempts ?? [], attempt],
        };
        Keep(record, along);
        return record;
    }

    // Returns the record where it is to be broadcast.
    private async Task<SendRecord?> ApplyAsync(
        SendStep step, SendRecord seen, HashSet<string> overtaken, CancellationToken cancellation)
    {
        switch (step.Kind)
        {
            case StepKind.Wait:
                return null;
            case StepKind.Keep:
                Keep(step.Record);
                return null;
            case StepKind.Rebroadcast:
                if (step.Record != seen) Keep(step.Record);
                return step.Record;
            default:
                // Endpoints of a pool may be a block apart: somebody else has the nonce when two looks say so.
                bool isOvertaken = seen.Nonce < _sight.NextNonce;
                if (isOvertaken) overtaken.Add(seen.Request.Key);
                bool isCertain = _overtaken.Contains(seen.Request.Key)
                    || NonceLine.WasTooLate(seen, _open.Values, _sight);
                if (isOvertaken && !isCertain) return null;
                return await ResignAsync(step, cancellation);
        }
    }

    private async Task<SendRecord?> ResignAsync(SendStep step, CancellationToken cancellation)
    {
        bool isCancel = step.Kind == StepKind.Cancel;
        SendRequest request = step.Record.Request;
        UInt256 cost = CostOf(request, step.Fees, isCancel);
        UInt256 more = cost > step.Record.Committed ? cost - step.Record.Committed : UInt256.Zero;
        if (ExceedsBudget(request, more) is { } excess)
        {
            Keep(step.Record with { Obstacle = excess });
            return null;
        }

        SendAttempt attempt = await SignAsync(request, step.Nonce, step.Fees, isCancel, cancellation);
        SendRecord record = step.Record with { Attempts = step.Record.Attempts.Add(attempt), Obstacle = null };
        Keep(record);
        return record;
    }

    private async Task<SendAttempt> SignAsync(
        SendRequest request, ulong nonce, Fees fees, bool isCancel, CancellationToken cancellation)
    {
        Transaction transaction = SendTransactions.For(request, _signer.Address, nonce, fees, isCancel) with
        {
            Type = _sight.Quote.BaseFee is null ? TransactionType.Legacy : TransactionType.DynamicFee,
        };
        SignedTransaction signed = await _signer.SignAsync(transaction, cancellation);
        return new SendAttempt(
            signed.Hash(), nonce, signed.Encode(), fees.Max, fees.Tip, CostOf(request, fees, isCancel),
            _clock.NowFor(request.Key), isCancel);
    }

    private static UInt256 CostOf(SendRequest request, Fees fees, bool isCancel) => isCancel
        ? fees.Max * SendTransactions.CancelGas
        : (fees.Max * request.GasLimit) + request.Value;

    private string? ExceedsBudget(SendRequest request, UInt256 more)
    {
        UInt256 most = _options.For(request).WeiPerDayMax;
        UInt256 committed = _journal.CommittedSince(_chain, _signer.Address, _time.GetUtcNow() - TimeSpan.FromDays(1));
        return UInt256.Add(committed, more, out UInt256 sum) || sum > most
            ? $"needs {more} wei more, and {committed} of the {most} of 24 hours are committed"
            : null;
    }

    private (ulong Nonce, SendRecord? Displaced) NonceFor(SendRequest request)
    {
        SendRecord? displaced = NonceLine.GivesWay(request, _open.Values, _sight.NextNonce);
        return (displaced?.Nonce ?? NonceLine.Free(_open.Values, _sight.NextNonce), displaced);
    }

    private Fees FeesFor(SendRequest request, SendRecord? displaced)
    {
        UInt256 feeMax = _options.For(request).FeePerGasMax;
        Fees fees = Fees.First(_sight.Quote, request, feeMax);
        return displaced is null ? fees : NonceLine.Outbidding(displaced, fees, _sight.Quote, feeMax) ?? fees;
    }

    private void Keep(SendRecord record, IPendingWrite? along = null)
    {
        _journal.Save(record, along);
        SendRecord? before = _open.GetValueOrDefault(record.Request.Key);
        if (record.IsOpen)
        {
            _open[record.Request.Key] = record;
        }
        else
        {
            _open.Remove(record.Request.Key);
            _clock.Forget(record.Request.Key);
        }

        _onChange?.Invoke(before, record);
    }
}
