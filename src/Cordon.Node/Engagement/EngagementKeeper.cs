using Cordon.Contracts;
using Cordon.Domain.Ports;
using Cordon.Domain.Sending;
using Cordon.Ethereum;
using Cordon.Ethereum.Bindings;
using Cordon.Ethereum.Rpc;
using Cordon.Response.Sending;

namespace Cordon.Node.Engagement;

/// <summary>Answers the attention challenges of one chain for this node's guardian, so that its pay goes on.</summary>
/// <remarks>What is done follows from the chain and from the journal of answers alone: the keeper can be killed at any
/// moment, and another takes up where it was.</remarks>
internal sealed class EngagementKeeper : IDisposable
{
    private const string Missing = "attention challenges";
    private const ulong EpochsBack = 2; // one opened at its end is revealed in the next, and closed in the one after

    private readonly KeeperPorts _ports;
    private readonly EngagementReader _reader;
    private readonly DutyDesk _desk;
    private readonly EpochDuties _duties;
    private readonly SemaphoreSlim _wanted = new(0);
    private EngagementTerms? _terms;
    private ulong? _freshUntil;

    public EngagementKeeper(KeeperPorts ports)
    {
        _ports = ports;
        _reader = new EngagementReader(ports.Node, ports.Contract, ports.Key);
        _desk = new DutyDesk(ports, _reader.RefusalAsync);
        _duties = new EpochDuties(ports, _reader, _desk);
    }

    /// <summary>Asks for a look soon: a block has come.</summary>
    public void Wake()
    {
        if (_wanted.CurrentCount == 0) _wanted.Release();
    }

    /// <summary>Takes what became of a transaction.</summary>
    public void Changed(SendRecord record) => _desk.Changed(record);

    /// <summary>Whether what a record was sent for is still wanted.</summary>
    public Standing StandingOf(SendRecord record) => _desk.StandingOf(record);

    /// <summary>Looks with every block, and now and then, until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await LookAsync(cancellation);
            await _wanted.WaitAsync(_ports.Options.Interval, cancellation);
        }
    }

    /// <summary>Does what is due now; what keeps it from that is said as something the node cannot see.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        try
        {
            await TakeAsync(cancellation);
            _ports.Sight.Regained(Missing);
        }
        catch (Exception fault) when (fault is RpcException or RangeUnreadableException or StoreException)
        {
            _ports.Sight.Lost(Missing, fault.Message, "blocks that this guardian is paid for having watched");
        }
    }

    public void Dispose() => _wanted.Dispose();

    private async Task TakeAsync(CancellationToken cancellation)
    {
        _terms ??= await _reader.TermsAsync(_ports.Stake, cancellation);
        Address guardian = await _ports.Node.ReadAsync(
            _ports.Stake, new GuardianStake.GuardianOfKeyCall(_ports.Key), "latest", cancellation);
        if (guardian.IsZero)
        {
            throw new RpcException(RpcFailure.Implausible, "eth_call", $"{_ports.Stake}",
                $"{_ports.Key} is no guardian's key there", "Register it: ./cordon guardian register.");
        }

        BlockHeader? head = await _ports.Node.GetBlockHeaderAsync("latest", cancellation);
        if (head?.Timestamp is not { } now) return;
        ulong fresh = await FreshAsync(guardian, now, cancellation);
        ulong current = now / _terms.EpochSeconds;
        for (ulong epoch = current - Math.Min(current, EpochsBack); epoch <= current; epoch++)
        {
            Contracts.Engagement.Epoch state = await _reader.AskAsync(
                new Contracts.Engagement.EpochsCall(epoch), cancellation);
            var moment = new EpochMoment(epoch, state, _terms, guardian, now, current, fresh);
            await _duties.TakeAsync(moment, cancellation);
        }
    }

    private async Task<ulong> FreshAsync(Address guardian, ulong now, CancellationToken cancellation)
    {
        UInt256 answer = await _reader.AskAsync(new Contracts.Engagement.FreshUntilCall(guardian), cancellation);
        ulong until = answer > ulong.MaxValue ? ulong.MaxValue : (ulong)answer;
        ulong epoch = now / _terms!.EpochSeconds;
        bool isStopped = until < _freshUntil;
        if (isStopped) _desk.TellOnce("stopped", epoch, "the clock was stopped for a miss or a wrong answer", until);
        else if (until > now) _desk.TellOnce("paid-until", epoch, "the clock runs", until);
        else if (until > 0) _desk.TellOnce("unpaid", epoch, "the clock stands", until);
        _freshUntil = until;
        return until;
    }
}
