using Cordon.Domain.Attestations;
using Cordon.Domain.Ports;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Node.Events;
using Cordon.Node.Settings;
using Cordon.Response.Attestations;
using Cordon.Response.Attestations.Safes;
using Cordon.Response.Sending;
using Cordon.Response.Signing;
using Cordon.Storage.Sqlite;

namespace Cordon.Node.Registry;

/// <summary>The verdicts of a guardian that is a Safe, about one chain's registry: brought to the chain by its owners'
/// nodes, with a journal of its own. Peers are not spoken to.</summary>
internal sealed class SafeExchange : IRunningExchange
{
    private readonly SafeAttester _attester;
    private readonly SqliteAttestationJournal _journal;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    private SafeExchange(SafeAttester attester, SqliteAttestationJournal journal)
    {
        (_attester, _journal) = (attester, journal);
        _running = Task.Run(() => attester.RunAsync(_stop.Token));
    }

    /// <summary>Begins; null where the chain has no registry, or the key signs no typed data.</summary>
    /// <exception cref="StoreException">The journal cannot be used.</exception>
    public static SafeExchange? Start(
        Address safe, ChainSettings chain, NodeSettings settings, IRpcCaller node, ITransactionSigner? signer,
        Sender? sender, EventPump events, TimeProvider time)
    {
        if (chain.Registry is not { } registry || chain.Stake is not { } stake) return null;
        if (signer is not ITypedDataSigner typed || sender is null) return null;
        var scope = new RegistryScope(chain.Id, registry, stake);
        SqliteAttestationJournal journal = SqliteAttestationJournal.Open(
            NodeFiles.Attestations(settings.DataFolder, chain.Id), scope.Name, withRoom: true);
        var ports = new ExchangePorts(node, typed, journal)
        {
            Submit = sender.SendAsync,
            Account = sender.Account,
            OnEvent = happened => CommunityNews.Tell(happened, chain.Id, events),
        };
        return new SafeExchange(new SafeAttester(scope, safe, ports, settings.Options.Exchange, time), journal);
    }

    /// <inheritdoc/>
    public Task AttestAsync(OnChainIncident incident, CancellationToken cancellation) =>
        _attester.AttestAsync(incident.Id, Verdict.Attack, cancellation);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _running;
        }
        catch (OperationCanceledException)
        {
            // As wanted.
        }

        _attester.Dispose();
        _journal.Dispose();
        _stop.Dispose();
    }
}
