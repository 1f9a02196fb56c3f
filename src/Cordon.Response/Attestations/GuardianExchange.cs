using System.ComponentModel.DataAnnotations;
using System.Threading.Channels;
using Cordon.Domain.Attestations;
using Cordon.Domain.Ports;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Response.Attestations.Chain;
using Cordon.Response.Attestations.Gossip;
using Cordon.Response.Attestations.Pool;
using Cordon.Response.Attestations.Submission;
using Cordon.Response.Attestations.Wire;
using Cordon.Response.Signing;

namespace Cordon.Response.Attestations;

/// <summary>Speaks with the nodes of the other guardians of one registry: spreads verdicts, and brings a quorum of them
/// to the chain. Safe for concurrent use; one exchange a registry and guardian.</summary>
/// <remarks>Members, their endpoints and weights come from the chain; peers are believed nothing but what is signed.
/// A guardian's own verdict is on the disk before it is signed, so that no crash lets it say both.</remarks>
public sealed partial class GuardianExchange : IAsyncDisposable
{
    private const int KeepingMax = 16_384;

    private readonly RegistryScope _scope;
    private readonly ExchangePorts _ports;
    private readonly ExchangeOptions _options;
    private readonly TimeProvider _time;
    private readonly ChainWatch _watch;
    private readonly PeerGate _gate;
    private readonly PeerCaller _caller;
    private readonly Neighbourhood _neighbours;
    private readonly QuorumCollector _collector;
    private readonly VerdictDesk _desk;
    private readonly AttestationPool _pool;
    private readonly WaitingRoom _waiting;
    private readonly ContractDesk _contracts;
    private readonly SemaphoreSlim _looking = new(1, 1);
    private readonly Dictionary<Hash256, IncidentSight> _untaken = []; // seen, and not yet taken up; used while looking
    private readonly Wakeup _lookSoon;
    private readonly Wakeup _tickSoon;
    private readonly Channel<Attestation> _toKeep = Channel.CreateBounded<Attestation>(
        new BoundedChannelOptions(KeepingMax) { FullMode = BoundedChannelFullMode.DropOldest });

    private readonly List<Attestation> _keeping = []; // taken out of there, and not yet on the disk
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    private GuardianExchange(RegistryScope scope, ExchangePorts ports, ExchangeOptions options, TimeProvider time)
    {
        (_scope, _ports, _options, _time) = (scope, ports, options, time);
        var domain = new AttestationDomain(scope);
        var wire = new WireDomain(scope);
        var reader = new RegistryReader(scope, ports.Node);
        _pool = new AttestationPool(domain);
        _waiting = new WaitingRoom(time);
        _desk = new VerdictDesk(domain, ports, _pool);
        _watch = new ChainWatch(reader, options, Key);
        _gate = new PeerGate(wire, Key, options, time);
        _caller = new PeerCaller(scope, wire, ports.Signer, options, time);
        _neighbours = new Neighbourhood(_caller, Key, options, time, Random.Shared)
        {
            Current = () => [.. _pool.Open().SelectMany(open => _pool.Held(open.Incident) ?? [])],
            OnFailure = Failed,
        };
        _contracts = new ContractDesk(_pool, reader, ports.Account, options, time)
        {
            OnTaken = (attestation, peer) => Took([attestation], peer),
        };
        _collector = new QuorumCollector(scope, _pool, reader, _contracts, ports, options, time)
        {
            OnQuorumSubmitting = incident => _ = _neighbours.NoticeAsync(incident, _stop.Token),
        };
        (_lookSoon, _tickSoon) = (new Wakeup(time), new Wakeup(time));
    }

    /// <summary>The guardian's key.</summary>
    public Address Key => _ports.Signer.Address;

    /// <summary>Looks at the chain, takes up what the journal and the chain say is unfinished, and begins to listen and
    /// to speak.</summary>
    /// <exception cref="RpcException">The node failed.</exception>
    /// <exception cref="SigningException">The guardian's key cannot be used.</exception>
    /// <exception cref="StoreException">The journal cannot be read.</exception>
    /// <exception cref="ValidationException">An option is out of range.</exception>
    public static async Task<GuardianExchange> StartAsync(
        RegistryScope scope, ExchangePorts ports, ExchangeOptions? options = null, TimeProvider? time = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(ports);
        options ??= new ExchangeOptions();
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        var exchange = new GuardianExchange(scope, ports, options, time ?? TimeProvider.System);
        try
        {
            await exchange._caller.RenewSessionAsync(cancellation);
            await exchange.LookAsync(cancellation);
        }
        catch
        {
            await exchange.DisposeAsync();
            throw;
        }

        ports.Server?.Add(scope, new PeerEndpoint(exchange._gate, exchange._pool.Held)
        {
            OnMessage = exchange.Receive,
            OnFault = exchange.Misbehaved,
        });
        exchange._running = exchange.RunAsync();
        return exchange;
    }

    /// <summary>Signs this guardian's verdict about an incident on the chain, and spreads it.</summary>
    /// <returns>The attestation, of this call or of an earlier one with the same verdict.</returns>
    /// <exception cref="AttestationRefusedException">The incident is not on the chain or over, this guardian has no
    /// weight in it, or it has given the other verdict.</exception>
    /// <exception cref="StoreException">The journal cannot keep the decision: nothing was signed.</exception>
    /// <exception cref="SigningException">The key cannot sign; the decision stands, and is signed later.</exception>
    /// <exception cref="RpcException">The incident was not known, and the node failed.</exception>
    public async Task<Attestation> AttestAsync(
        Hash256 incident, Verdict verdict, CancellationToken cancellation = default)
    {
        if (_pool.Standing(incident) is null) await LookAsync(cancellation);
        (Attestation attestation, bool isFresh) = await _desk.DecideAsync(
            incident, verdict, _watch.View.Time, cancellation);
        if (isFresh) Took([attestation], null);
        return attestation;
    }

    /// <summary>Takes an attestation that somebody else signed into the exchange, as one that a peer brings: that of a
    /// Safe's owners, who have no node of their own that could.</summary>
    /// <returns>Whether it is passed on, or will be once the chain has said that a contract signed it. False where its
    /// signer has no weight, it is known, or its signature is not its signer's.</returns>
    public bool Bring(Attestation attestation)
    {
        ArgumentNullException.ThrowIfNull(attestation);
        switch (_pool.Admit(attestation))
        {
            case Admission.Fresh:
                Took([attestation], Key);
                return true;
            case Admission.ForTheChain:
                return _contracts.Ask(attestation, null);
            default:
                return false;
        }
    }

    /// <summary>How an incident stands here, null where the chain did not show it.</summary>
    public IncidentStanding? Find(Hash256 incident) => _pool.Standing(incident);

    /// <summary>The registered guardians as of the last look, in the order of registration.</summary>
    public IReadOnlyList<Member> Members() => [.. _watch.View.Roster.Members.Values.OrderBy(member => member.Index)];

    /// <summary>Looks at the chain: members, incidents, what was counted. Call it with every new head; it is also done
    /// in every poll interval.</summary>
    /// <exception cref="RpcException">The node failed; nothing has changed.</exception>
    /// <exception cref="StoreException">The journal cannot be read; the next look takes up what this one could not.
    /// </exception>
    /// <exception cref="SigningException">A verdict of before cannot be signed again; likewise.</exception>
    public async Task LookAsync(CancellationToken cancellation = default)
    {
        await _looking.WaitAsync(cancellation);
        try
        {
            IReadOnlyList<IncidentStanding> before = _pool.Open();
            ChainView view = await _watch.LookAsync(cancellation);
            _gate.Look(view.Roster);
            (IReadOnlyList<IncidentSight> added, IReadOnlyList<IncidentSight> gone) = _pool.Look(view);
            _neighbours.Look(view.Roster);
            foreach (IncidentSight sight in added) _untaken[sight.Id] = sight;
            foreach (IncidentSight sight in gone) _untaken.Remove(sight.Id);
            Drop(gone, view.Time);
            HashSet<Hash256> taken = await TakeUpAsync(view.Time, cancellation);
            foreach (Hash256 incident in taken.Union(
                before.Where(old => !old.IsAtQuorumOnChain).Select(old => old.Incident)))
            {
                if (_pool.Standing(incident) is { IsAtQuorumOnChain: true } now)
                    Tell(new ExchangeEvent.QuorumOnChain(now));
                else NoteQuorum(incident); // what others brought to the chain may have been what was lacking
            }
        }
        finally
        {
            _looking.Release();
        }

        _tickSoon.Signal();
    }

    /// <summary>Stops listening and speaking.</summary>
    public async ValueTask DisposeAsync()
    {
        _ports.Server?.Remove(_scope);
        await _stop.CancelAsync();
        await _running;
        await _neighbours.DisposeAsync();
        _caller.Dispose();
        await _contracts.DisposeAsync();
        _lookSoon.Dispose();
        _tickSoon.Dispose();
        _looking.Dispose();
        _stop.Dispose();
    }
}
